# TCPServer.py  (from Kurose & Ross, section 2.7.2, changed for two clients)
# Giulia Bianchi
# Multithreading: the welcoming socket (serverSocket) makes a new connectionSocket for every client.
from socket import *
serverPort = 12000
serverSocket = socket(AF_INET,SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('',serverPort))
serverSocket.listen(2)
print('The server is ready to receive')

# wait for the two clients, first both have to connect
connectionSocketX, addr = serverSocket.accept()
print('Connected to', addr)
connectionSocketY, addr = serverSocket.accept()
print('Connected to', addr)

# now get the sentences of the clients
sentence1 = connectionSocketX.recv(1024).decode()
print('From client:', sentence1)
sentence2 = connectionSocketY.recv(1024).decode()
print('From client:', sentence2)

# tell both which was first
response = sentence1 + ' received before ' + sentence2
connectionSocketX.send(response.encode())
connectionSocketY.send(response.encode())
print('To clients:', response)

# close the connection
connectionSocketX.close()
connectionSocketY.close()

# Multithreading is used because it is faster and all modern servers use it.
from socket import *
import threading

serverPort = 12000
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('localhost', serverPort))
serverSocket.listen(1)
print('The server is ready to receive')

msgs = []
conns = []

# thread for client
def client_thread(connectionSocket):
    sentence = connectionSocket.recv(1024).decode()
    print('From client: ' + sentence)
    msgs.append(sentence)

for i in range(2):
    connectionSocket, addr = serverSocket.accept()
    print('connection', i + 1, addr)
    conns.append(connectionSocket)
    t = threading.Thread(target=client_thread, args=(connectionSocket,))
    t.start()
    t.join()

# both messages are here now
answer = msgs[0] + ' received before ' + msgs[1]
print('To clients: ' + answer)
for connectionSocket in conns:
    connectionSocket.send(answer.encode())
    connectionSocket.close()

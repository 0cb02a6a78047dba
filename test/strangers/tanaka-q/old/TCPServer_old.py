# first version, without threads (order is always the order of connection!)
from socket import *

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(('', 6789))
serverSocket.listen(2)
print('The server is ready to receive')
c1, a1 = serverSocket.accept()
c2, a2 = serverSocket.accept()
m1 = c1.recv(1024).decode()
m2 = c2.recv(1024).decode()
reply = m1 + ' received before ' + m2
c1.send(reply.encode())
c2.send(reply.encode())

# Multithreading is needed so the server can talk with 2 clients at once and
# get the messages in the order they are sent, not in the order they connect.
from socket import *
import threading

serverPort = 12000
serverSocket = socket(AF_INET,SOCK_STREAM)
serverSocket.bind(('',serverPort))
serverSocket.listen(2)
print('The server is ready to receive')

names = []

def work(connectionSocket):
    sentence = connectionSocket.recv(1024).decode()
    print('recieved', sentence)
    names.append(sentence)

c1, addr = serverSocket.accept()
print('connected', addr)
c2, addr = serverSocket.accept()
print('connected', addr)

t1 = threading.Thread(target=work, args=(c1,))
t2 = threading.Thread(target=work, args=(c2,))
t1.start()
t2.start()
t1.join()
t2.join()

modifiedSentence = 'X: ' + names[0] + ' received before Y: ' + names[1]
c1.send(modifiedSentence.encode())
c2.send(modifiedSentence.encode())
print('sent', modifiedSentence)
c1.close()
c2.close()

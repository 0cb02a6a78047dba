#PA2 - TCPServer.py
#Course: CST 311
#Name: Javier Fuentes & Kim Ostrowski (Team 11)
#
#We need multithreading because we do not know which client will send first. Each
#thread waits for one client and writes the time when the message came, then the
#times are compared.

from socket import *
from threading import Thread
from datetime import datetime

serverPort = 12000
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(1)
print('The server is ready to receive')

#global variables to share data between threads
timeX = None
timeY = None
msgX = ''
msgY = ''

#thread for client X
def threadX(sock):
    global timeX, msgX
    msgX = sock.recv(1024).decode()
    timeX = datetime.now()
    print('Received from X:', msgX, 'at', timeX)

#thread for client Y
def threadY(sock):
    global timeY, msgY
    msgY = sock.recv(1024).decode()
    timeY = datetime.now()
    print('Received from Y:', msgY, 'at', timeY)

#first connection is X, second is Y
connectionSocket, addr = serverSocket.accept()
print('X connected from', addr)
tx = Thread(target=threadX, args=(connectionSocket,))
connectionSocket, addr = serverSocket.accept()
print('Y connected from', addr)
ty = Thread(target=threadY, args=(connectionSocket,))

#start the threads and wait for them
tx.start()
ty.start()
tx.join()
ty.join()

#compare the times
if timeX < timeY:
    answer = 'X: ' + msgX + ' received before Y: ' + msgY
else:
    answer = 'Y: ' + msgY + ' received before X: ' + msgX

#send answer to both clients
print('Sending:', answer)
connectionSocket.send(answer.encode())
connectionSocket.close()

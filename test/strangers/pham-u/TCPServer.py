#Name: Kevin Pham
#CST311 Programming Assignment 2
#TCPServer.py

#We need multithreading because there are two clients sending to the same server and
#a normal server can only talk to one client at a time. With threads every client
#gets its own thread and the threads share the global list to know who is first.

from socket import *
import threading

clientMessages = []   #global list shared by the threads
clientNames = []

#thread function, receive message from 1 client
def clientThread(connectionSocket, addr):
    data = connectionSocket.recv(2048).decode()
    name, msg = data.split(",")
    print("Received from client " + name + ": " + msg)
    clientNames.append(name)
    clientMessages.append(msg)

serverPort = 12000
serverSocket = socket(AF_INET,SOCK_STREAM)
serverSocket.bind(('',serverPort))
serverSocket.listen(5)
print ('Waiting for 2 clients...')

#accept both clients first
connectionSocketA, addrA = serverSocket.accept()
print ('Client connected', addrA)
connectionSocketB, addrB = serverSocket.accept()
print ('Client connected', addrB)

#make the threads
threadA = threading.Thread(target=clientThread, args=(connectionSocketA, addrA))
threadB = threading.Thread(target=clientThread, args=(connectionSocketB, addrB))

#start threads and join them so the server waits for the messages
threadA.start()
threadA.join()
threadB.start()
threadB.join()

#the first in the list was received first
answer = clientNames[0] + ": " + clientMessages[0] + " received before " + clientNames[1] + ": " + clientMessages[1]

#send to both
print("Sending: " + answer)
connectionSocketA.send(answer.encode())
connectionSocketB.send(answer.encode())

connectionSocketA.close()
connectionSocketB.close()
serverSocket.close()

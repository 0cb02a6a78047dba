# TCPServer.py
# Written by: Eli Rosen
# CST311 - Computer Networks - Assignment #2
#
# Why we need multithreading:
# The server has to receive from 2 clients and we don't know the order, so each
# client gets a thread and they put the data in a shared list.

from socket import *
import threading

serverPort = 12000
messageList = []
connectionList = []


# Thread to get the message from one client and then send response
def clientThread(connectionSocket, barrier):
    # both clients are connected here
    sentence = connectionSocket.recv(1024).decode()
    print("Message received: " + sentence)
    messageList.append(sentence)
    # wait for the other thread
    barrier.wait()
    # order of messages
    response = messageList[0] + " received before " + mesageList[1]
    print("Response: " + response)
    connectionSocket.send(response.encode())
    connectionSocket.close()


def main():
    barrier = threading.Barrier(2)
    # TCP welcoming socket
    serverSocket = socket(AF_INET, SOCK_STREAM)
    serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    serverSocket.bind(("", serverPort))
    serverSocket.listen(2)
    print("The server is ready to receive")
    # accept both
    for i in range(2):
        connectionSocket, addr = serverSocket.accept()
        connectionList.append(connectionSocket)
        print("Connected:", addr)
    # start threads
    for c in connectionList:
        threading.Thread(target=clientThread, args=(c, barrier)).start()


main()

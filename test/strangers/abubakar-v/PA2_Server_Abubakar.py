# Name:   Yusuf Abubakar
# Class:  CST 311, Introduction to Computer Networks
# Title:  PA2_Server_Abubakar.py
# Abstract: Server for Programming Assignment 2. It takes two TCP clients, X and Y,
#           says whose message was first, and then lets them chat (extra credit).
# Date:   Spring

import socket
import threading

serverPort = 11000

# create the TCP socket, bind it and listen
serverSocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
serverSocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(1)

received = []       # messages, first one first
connections = []    # the two sockets


# this function receives the first message of a client
def receiveMessage(connectionSocket):
    message = connectionSocket.recv(1024).decode()
    received.append(message)
    print("Client sent: " + message)


# this function is the chat of one client: everything is passed to the other one
def chatClient(me, other):
    while True:
        message = me.recv(1024).decode()
        if not message:
            break
        print("Chat: " + message)
        # if client said Bye we are finished, close connections
        if message.endswith("Bye"):
            me.close()
            other.close()
        # pass it on
        other.send(message.encode())


print("The server is ready to receive 2 connections")
# accept both clients first
for i in range(2):
    connectionSocket, addr = serverSocket.accept()
    connections.append(connectionSocket)
    print("Connection", i + 1, "from", addr[0])

# one thread for each client
threads = []
for c in connections:
    t = threading.Thread(target=receiveMessage, args=(c,))
    t.start()
    threads.append(t)
for t in threads:
    t.join()

# acknowledge to both
response = received[0] + " received before " + received[1]
for c in connections:
    c.send(response.encode())
print("Server sent: " + response)

# chat, one thread for each client
chat1 = threading.Thread(target=chatClient, args=(connections[0], connections[1]))
chat2 = threading.Thread(target=chatClient, args=(connections[1], connections[0]))
chat1.start()
chat2.start()
chat1.join()
chat2.join()
serverSocket.close()

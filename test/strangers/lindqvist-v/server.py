# Elin Lindqvist
# CST311 assignment 2, server
#
# Why do I need multithreading: the server must be able to wait for X and Y
# simultaneously. recv is blocking so if I wait for X first and Y sends first,
# I would not notice it. So each client has a thread and the threads put the
# messages on a Queue (it is thread safe, so no lock is necessary).

from socket import *
from threading import Thread
from queue import Queue

serverPort = 12345
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print('The server is waiting to receive 2 connections....\n')

messages = Queue()

# reads the message of one client and puts it on the queue
def listen_to(conn):
    sentence = conn.recv(1024).decode()
    messages.put(sentence)

# both must be connected before we read anything
conn1, addr1 = serverSocket.accept()
print('Accepted first connection, calling it client 1', addr1)
conn2, addr2 = serverSocket.accept()
print('Accepted second connection, calling it client 2', addr2)
print('\nWaiting to receive messages from client X and client Y....\n')

Thread(target=listen_to, args=(conn1,)).start()
Thread(target=listen_to, args=(conn2,)).start()

# get() waits until a message is there, in order of arrival
first = messages.get()
print('Client sent message 1:', first)
second = messages.get()
print('Client sent message 2:', second)

# same acknowledgement to the two of them
reply = first + ' received before ' + second
conn1.send(reply.encode())
conn2.send(reply.encode())
print('\nSent acknowledgment to both X and Y:', reply)
conn1.close()
conn2.close()
serverSocket.close()

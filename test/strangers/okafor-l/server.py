# Chidi Okafor
# CST 311 Programming Assignment 2
#
# Why multithreading: recv() blocks. If the server only had one thread it would
# have to sit in recv() for client X and would never notice that client Y's message
# came in earlier. With one thread per client both recv() calls wait at the same time
# and whichever message arrives first gets written to the shared list first.

from socket import *
import threading

serverPort = 12000
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print('The server is waiting to receive 2 connections...\n')

messages = []               # shared between the threads, in order of arrival
lock = threading.Lock()     # only one thread may append at once


# runs in a thread, one for each client
def getMessage(conn):
    msg = conn.recv(1024).decode()
    lock.acquire()
    messages.append(msg)
    n = len(messages)
    lock.release()
    # client sends "X: Alice", so first character is the name of the client
    print('Client ' + msg[0] + ' sent message ' + str(n) + ': ' + msg)


# accept both clients BEFORE receiving anything
connX, addr1 = serverSocket.accept()
print('Accepted first connection, calling it client 1', addr1)
connY, addr2 = serverSocket.accept()
print('Accepted second connection, calling it client 2', addr2)
print('\nWaiting to receive messages from client X and client Y....\n')

t1 = threading.Thread(target=getMessage, args=(connX,))
t2 = threading.Thread(target=getMessage, args=(connY,))
t1.start()
t2.start()
# wait until both messages are there
t1.join()
t2.join()

# build the acknowledgement from the list
ack = messages[0] + ' received before ' + messages[1]
print('\nWaiting a bit for clients to close their connections')
print('Sending: ' + ack)
connX.send(ack.encode())
connY.send(ack.encode())
connX.close()
connY.close()
serverSocket.close()
print('Done.')

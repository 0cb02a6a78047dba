# CST 311 Assignment 2 - server
# Maria Alvarez
#
# Why do we need multithreading?
# recv() blocks. If the server had only one thread it would have to pick ONE of the two
# clients and wait there, so if the other client sent its message first the server would not notice
# and the order would be the order we called recv() and not the order the messages came in.
# With one thread for each client both recv() calls wait at the same time, and
# whichever comes first writes down its message first in the shared list.

from socket import *
import threading

serverPort = 12000
messages = []                  # shared between the threads, in order of arrival
lock = threading.Lock()        # protects messages
bothDone = threading.Event()   # set when 2 messages are in the list


# runs once for each client
def handleClient(connSocket, name):
    sentence = connSocket.recv(1024).decode()
    # only one thread at a time may touch the list
    with lock:
        messages.append(name + ": " + sentence)
        print("Client " + name + " sent message " + str(len(messages)) + ": " + sentence)
        if len(messages) == 2:
            bothDone.set()
    # wait for the other client
    bothDone.wait()
    response = messages[0] + " received before " + messages[1]
    connSocket.send(response.encode())
    print("Sent to client " + name + ": " + response)
    connSocket.close()


# create TCP welcoming socket
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print("The server is waiting to receive 2 connections....")

# accept BOTH clients first (no receiving yet)
connX, addrX = serverSocket.accept()
print("Accepted first connection, calling it client X", addrX)
connY, addrY = serverSocket.accept()
print("Accepted second connection, calling it client Y", addrY)
print("\nWaiting to receive messages from client X and client Y....\n")

# tell each client who it is so that it can start
connX.send("X".encode())
connY.send("Y".encode())

t1 = threading.Thread(target=handleClient, args=(connX, "X"))
t2 = threading.Thread(target=handleClient, args=(connY, "Y"))
t1.start()
t2.start()
t1.join()
t2.join()

print("Waiting a bit for clients to close their connections")
serverSocket.close()
print("Done.")

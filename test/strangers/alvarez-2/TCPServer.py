# CST 311 Programming Assignment 2
# Maria Alvarez
#
# Why do we need multithreading?
# recv() is a blocking call. If the server used only one thread it would have to
# wait for one client (say the one who connected first) before it could look at the other,
# so it would never know who really sent the message first. With one thread for
# each client both recv() calls wait at the same time and the first one that
# returns is the message that came first.

from socket import *
import threading

serverPort = 12000

# list shared between the threads, holds the messages in the order they arrive
messages = []
# the lock makes sure that only one thread at a time writes into the list
lock = threading.Lock()


# this function runs in a thread, one for each client
def getMessage(conn):
    # wait for the message of this client
    text = conn.recv(1024).decode()
    lock.acquire()
    messages.append(text)
    print("Client sent message", len(messages), ":", text)
    lock.release()


# create the TCP socket
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print("The server is waiting to receive 2 connections....")

# accept both clients before we receive anything
conn1, addr1 = serverSocket.accept()
print("Accepted first connection from", addr1)
conn2, addr2 = serverSocket.accept()
print("Accepted second connection from", addr2)

print("\nWaiting to receive messages from client X and client Y....\n")

# start the two threads
t1 = threading.Thread(target=getMessage, args=(conn1,))
t2 = threading.Thread(target=getMessage, args=(conn2,))
t1.start()
t2.start()
# wait until both have a message
t1.join()
t2.join()

# build the answer, first in list = first received
answer = messages[0] + " received before " + messages[1]
conn1.send(answer.encode())
conn2.send(answer.encode())
print("Sent to both clients:", answer)

# close everything
conn1.close()
conn2.close()
serverSocket.close()
print("Done.")

# CST 311 Programming Assignment 2
# pa2_server.py
# Team Wildcats: Bao Nguyen, Ashley Cole, Miguel Sandoval, Priya Nair
# Version 2 - messages are now collected in a second round
#
# We need multithreading because both clients have to be able to send at any
# moment. While one thread is blocked in recv for one client, another thread
# can receive from the other client. The threads share the list "order" so the
# main program can see which one was the first.

from socket import *
from threading import *

SERVER_PORT = 12000
order = []
orderLock = Lock()


def hello(sock, names, i):
    """Round 1: get the name of the client"""
    names[i] = sock.recv(1024).decode()
    print("Round 1: client %d is %s" % (i + 1, names[i]))


def collect(sock, name):
    """Round 2: get the message of the client"""
    text = sock.recv(1024).decode()
    orderLock.acquire()
    order.append(name + ": " + text)
    orderLock.release()
    print("Round 2: got from " + name + ": " + text)


def runThreads(threads):
    """start all the threads and wait for all"""
    for t in threads:
        t.start()
    for t in threads:
        t.join()


serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(("", SERVER_PORT))
serverSocket.listen(2)
print("Waiting for two clients")

# Accept both clients, nothing is received until both are connected
socks = []
while len(socks) < 2:
    s, addr = serverSocket.accept()
    print("Connection from", addr)
    socks.append(s)

# Round 1, names
names = ["", ""]
runThreads([Thread(target=hello, args=(socks[i], names, i)) for i in range(2)])

# Round 2, tell the clients to go on and collect the messages
for s in socks:
    s.send("GO".encode())
    print("Sent GO")
runThreads([Thread(target=collect, args=(socks[i], names[i])) for i in range(2)])

# Acknowledge
ack = order[0] + " received before " + order[1]
for s in socks:
    s.send(ack.encode())
    print("Sent ack: " + ack)
    s.close()
serverSocket.close()

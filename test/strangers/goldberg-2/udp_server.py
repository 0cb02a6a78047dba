# Assignment 2, Sam Goldberg
# Multithreading is needed because the server handles two clients and each of
# them can send at any moment. One thread gets the messages and puts them
# in a list, the other thread (main) waits for both and answers.
from socket import *
import threading
import time

serverPort = 12000
serverSocket = socket(AF_INET, SOCK_DGRAM)
serverSocket.bind(('', serverPort))
print('The server is ready to receive')

received = []   # (message, address)

# thread which receives
def receiver():
    while len(received) < 2:
        message, clientAddress = serverSocket.recvfrom(2048)
        print('Received: ' + message.decode())
        received.append((message.decode(), clientAddress))

t = threading.Thread(target=receiver)
t.start()
t.join()

# first in the list came first
reply = received[0][0] + ' received before ' + received[1][0]
for m, addr in received:
    serverSocket.sendto(reply.encode(), addr)
    print('Sent: ' + reply)
serverSocket.close()

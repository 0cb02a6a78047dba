# Siobhan Brennan
# CST311 Programming Assignment 2 - TCPServer.py
#
# Why multithreading is needed:
# The server has two clients at once and does not know which of the two is going to
# send first. connectionSocket.recv() blocks, so with a single thread the server would
# be stuck on one client while the other one's message waits unread, and "who was first" would
# just be the order in which I wrote the two recv lines (= the order of connecting).
# When each client has a thread, both recv() run at the same time and the thread that gets its
# data first writes it first to the shared list. The Lock makes sure the two threads
# do not write to the list in the same moment, the Events let the threads wait for
# each other.

from socket import *
import threading

serverPort = 12000

messages = []                           # shared: messages in the order they came
messagesLock = threading.Lock()         # only one thread may touch messages
bothConnected = threading.Event()       # set by main thread after the 2nd accept
bothReceived = threading.Event()        # set by the thread who got the 2nd message


def clientThread(connectionSocket, number):
    """Runs once for each client."""
    # do not receive anything until both clients are here
    bothConnected.wait()

    sentence = connectionSocket.recv(1024).decode()
    with messagesLock:
        messages.append(sentence)
        print('Server received: ' + sentence)
        if len(messages) == 2:
            bothReceived.set()          # wakes up the other thread

    bothReceived.wait()

    # messages[0] is what arrived first, no matter who connected first
    response = messages[0] + ' received before ' + messages[1]
    connectionSocket.send(response.encode())
    print('Server sent to connection %d: %s' % (number, response))
    connectionSocket.close()


# create TCP welcoming socket
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print('The server is ready to receive 2 connections...')

threads = []
for i in range(1, 3):
    connectionSocket, addr = serverSocket.accept()
    print('Accepted connection %d from %s' % (i, addr))
    t = threading.Thread(target=clientThread, args=(connectionSocket, i))
    t.start()
    threads.append(t)

print('Both clients are connected, waiting to receive messages...')
bothConnected.set()

# wait for both threads to finish
for t in threads:
    t.join()

print('Done.')
serverSocket.close()

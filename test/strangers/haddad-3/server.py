#!/usr/bin/env python
# Omar Haddad, CST311 Section 2
# Programming assignment 2: server.py (python 2.7, the mininet vm has it)
#
# Multithreading is needed to solve the problem because two clients
# are connected at the same time and the server can not know who will speak first;
# every client gets a thread which blocks in recv, the one which returns first
# is first in the shared list.

import socket
import thread
import time

first = []                      # shared list, order of arrival
listlock = thread.allocate_lock()


def getMessage(conn, who):
    # wait for message from this client
    data = conn.recv(1024)
    listlock.acquire()
    first.append((who, data))
    listlock.release()
    print "Client %s sent: %s" % (who, data)


serverSocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
serverSocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
serverSocket.bind(('10.0.0.1', 12000))
serverSocket.listen(2)
print "Server ready"

# accept both clients, X is the first one that connects
connX, addrX = serverSocket.accept()
print "X connected", addrX
connY, addrY = serverSocket.accept()
print "Y connected", addrY

# tell them their names
connX.send("X")
connY.send("Y")
print "Sent names X and Y"

thread.start_new_thread(getMessage, (connX, "X"))
thread.start_new_thread(getMessage, (connY, "Y"))

# the thread module has no join so we poll
while len(first) < 2:
    time.sleep(1)

reply = "%s: %s received before %s: %s" % (first[0][0], first[0][1], first[1][0], first[1][1])
print "Sending: " + reply
connX.send(reply)
connY.send(reply)

connX.close()
connY.close()
serverSocket.close()

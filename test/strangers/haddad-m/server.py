#!/usr/bin/python3
#
# server.py
# Samir Haddad
# CST311 - Programming Assignment 2
#
# Multithreading is necessary because a server which serves only one client at a time would
# make the second client wait. With threads the second client is served in parallel.
#
# (thread module was renamed to _thread in new Python)

import _thread
import socket
import string
import time

BUFSIZ = 1024
PORT = 21567                     # same port as in the book
ADDR = ('', PORT)

order = []                       # shared between the threads
socks = []
done = 0

def serve(cli, addr):
    global done
    # get the message
    data = cli.recv(BUFSIZ)
    order.append(data.decode('ascii'))
    print("...received from %s:%d: %s" % (addr[0], addr[1], order[-1]))
    # wait for the other thread
    while len(order) < 2:
        time.sleep(0.1)
    reply = "%s received before %s" % (order[0], order[1])
    cli.send(reply.encode('ascii'))
    print("...sent to %s:%d: %s" % (addr[0], addr[1], reply))
    cli.close()
    done = done + 1

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind(ADDR)
sock.listen(5)

# main loop: accept a client and give it to a thread
for i in range(2):
    print("waiting for connection...")
    cli, addr = sock.accept()
    print("...connected from: %s:%d" % addr)
    _thread.start_new_thread(serve, (cli, addr))

# there is no join in this module, so busy wait for both
while done < 2:
    time.sleep(0.1)
sock.close()

# Siobhan Brennan
# CST311 Programming Assignment 2 - EXTRA CREDIT - ChatClient.py
# usage: python3 ChatClient.py X      (or Y)
# Type as many lines as you want. Bye ends the chat.

from socket import *
import os
import sys
import threading

serverName = '10.0.0.1'
serverPort = 12001

myName = sys.argv[1] if len(sys.argv) > 1 else input('Are you X or Y? ')

clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
clientSocket.sendall((myName + '\n').encode())
print('Connected. Type your messages, Bye to leave.')


def listen():
    """Prints whatever comes from the server, ends the program when it hangs up."""
    for line in clientSocket.makefile('r'):
        print('Received - ' + line.strip())
    print('The server has closed the connection.')
    # the main thread is blocked in input(), so a normal exit would not work
    os._exit(0)


listener = threading.Thread(target=listen)
listener.start()

while True:
    try:
        line = input()
    except EOFError:
        line = 'Bye'
    try:
        clientSocket.sendall((line + '\n').encode())
    except OSError:
        break
    print('Sent     - %s: %s' % (myName, line))
    if line.lower() == 'bye':
        break               # listener ends the program when the server hangs up
listener.join()

#!/usr/bin/env python
# Omar Haddad, CST311 Section 2
# Programming assignment 2: client.py (python 2.7)
import socket

# connect to h1
clientSocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
clientSocket.connect(('10.0.0.1', 12000))
print "Connected, waiting for my name..."

# the server gives the name when both clients are there
name = clientSocket.recv(1024)
print "I am client " + name

# send the message typed by user
message = raw_input("Type a message: ")
clientSocket.send(message)
print "Sent to server: " + message

# print ack
print "From server: " + clientSocket.recv(1024)
clientSocket.close()

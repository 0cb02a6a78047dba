#!/usr/bin/env python
# Sofia Lopez / Diego Herrera
# Client X
from socket import *

# python 2 / python 3
try:
	input = raw_input
except NameError:
	pass

serverName = input("IP of server: ")
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
sentence = input("Message: ")
# mandar con el nombre
clientSocket.send(("X: %s" % sentence).encode())
print ("Sent to server:"), sentence
# respuesta del server
modifiedSentence = clientSocket.recv(1024).decode()
print ("From Server:"), modifiedSentence
clientSocket.close()

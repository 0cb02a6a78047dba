"""
CST 311 - Programming Assignment #2
Team 4: Marisol Alvarez, Devon Pratt, Huy Tran
TCPClient.py  (the same file is run on h2 and h3)
"""
from socket import *

serverName = '10.0.0.1'   # h1 in mininet
serverPort = 12000

# Create the TCP socket and connect to the server
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

# The server answers with our name, X or Y
print('From Server:', clientSocket.recv(1024).decode())

# Ask the user for a message and send it
sentence = input('Enter message to send to server: ')
clientSocket.send(sentence.encode())
print('Sent to server:', sentence)

# The acknowledgement states which message was first
ack = clientSocket.recv(1024)
print('From Server:', ack.decode())
clientSocket.close()

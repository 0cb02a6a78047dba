# ClientX.py
# CST 311 - Programming Assignment 2
# Maria Alvarez
# Client X: connects to the server, sends one message and waits for the acknowledgement

from socket import *

# address of host h1 in mininet
serverName = '10.0.0.1'
serverPort = 12000

# TCP socket and connect to server
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
print("Client X is connected")

# get message of user, put name of the client in front of it
sentence = input("Enter message to send to server: ")
message = "X: " + sentence
clientSocket.send(message.encode())
print("Message sent to server:", message)

# wait for acknowledgement
answer = clientSocket.recv(1024)
print("From Server:", answer.decode())
clientSocket.close()

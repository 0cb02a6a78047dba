# CST 311 Assignment 2 - client Y (start after client X)
from socket import *

serverName = '10.0.0.1'     # h1 in mininet
serverPort = 12000

# TCP socket + connect
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

# server sends our letter when both clients are there
name = clientSocket.recv(1).decode()
print("I am client " + name)

sentence = input("Enter message to send to server: ")
clientSocket.send(sentence.encode())
print("Sent to server: " + sentence)

# wait for the acknowledgement
response = clientSocket.recv(1024)
print("From Server:", response.decode())
clientSocket.close()

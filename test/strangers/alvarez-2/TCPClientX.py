# CST 311 Programming Assignment 2 - client X
# Maria Alvarez
from socket import *

serverName = '10.0.0.1'    # h1 in mininet
serverPort = 12000

# connect to the server (TCP handshake)
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
print("Client X is connected")

# ask the user for the name and put our letter before it
name = input('Enter message for client X: ')
sentence = "X: " + name
clientSocket.send(sentence.encode())
print("Message sent to server:", sentence)

# wait for the acknowledgement
reply = clientSocket.recv(1024)
print('From Server:', reply.decode())
clientSocket.close()

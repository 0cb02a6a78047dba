# CST 311 Programming Assignment 2
# pa2_client_Y.py
# Team Wildcats: Bao Nguyen, Ashley Cole, Miguel Sandoval, Priya Nair

from socket import *

SERVER_NAME = "10.0.0.1"
SERVER_PORT = 12000

clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((SERVER_NAME, SERVER_PORT))

# Round 1: say who we are
clientSocket.send("Y".encode())

# wait until server says GO
clientSocket.recv(1024)

# Round 2: the message
message = input("Enter your message: ")
clientSocket.send(message.encode())

# Acknowledgement
print("Ack: " + clientSocket.recv(1024).decode())
clientSocket.close()

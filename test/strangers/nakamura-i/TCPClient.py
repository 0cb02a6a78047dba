#!/usr/bin/env python3
# Yui Nakamura, CST 311 PA2
# TCPClient.py - run this twice (h2 and h3), it is told by the server if it is X or Y
from socket import *

SERVER_NAME = '10.0.0.1'
SERVER_PORT = 12000

client_socket = socket(AF_INET, SOCK_STREAM)
client_socket.connect((SERVER_NAME, SERVER_PORT))

# first thing that the server says is our letter
letter = client_socket.recv(1).decode()
print(f"Connected, I am client {letter}")

message = input("Enter message to send to server: ")
client_socket.send(message.encode())
print(f"Client {letter} sent: {message}")

# wait for the acknowledgement
reply = client_socket.recv(1024).decode()
print("From Server:", reply)
client_socket.close()

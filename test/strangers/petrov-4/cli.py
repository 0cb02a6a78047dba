# Program: cli.py
# Author:  Ivan Petrov
# Class:   CST 311
# Client X or client Y

import socket

# ask for everything that is needed
host = input("Server: ")
port = int(input("Port: "))
letter = input("Client letter (X or Y): ")

# connect
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((host, port))

# send message
message = letter + ": " + input("Message: ")
sock.send(message.encode('ascii'))
print("Sent:", message)

# wait for response and print it
response = sock.recv(4096)
print("Response:", response.decode('ascii'))
sock.close()

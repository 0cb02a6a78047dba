# CST311 - clientTCP.py
# same program for X and Y, it asks for the name
from socket import *

client = socket(AF_INET, SOCK_STREAM)
client.connect(("10.0.0.1", 11000))   # connect to the server

name = input("Are you X or Y? ")
text = input("Message? ")
message = name + ": " + text
# send to server
client.send(message.encode())
print("Client sent:", message)
# acknowledgement
print("Client received:", client.recv(1024).decode())
client.close()

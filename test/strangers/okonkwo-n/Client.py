# Chidi Okonkwo   CST 311   Programming Assignment 2
# usage: python3 Client.py <server ip> <port> <X or Y>
from socket import *
import sys

if len(sys.argv) != 4:
    print("usage: python3 Client.py <server ip> <port> <X or Y>")
    sys.exit(1)

serverName = sys.argv[1]
serverPort = int(sys.argv[2])
letter = sys.argv[3].upper()

# TCP connection (the 3 way handshake happens in connect)
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

name = input("Enter a name to send: ")
sentence = letter + ": " + name
clientSocket.send(sentence.encode())
print("Sent to server: " + sentence)

# blocks until the other client has sent too
modified = clientSocket.recv(1024)
print("From Server: " + modified.decode())
clientSocket.close()

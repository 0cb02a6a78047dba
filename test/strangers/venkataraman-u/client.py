# =====================================================================
# CST 311 Intro to Networking - Assignment 2
# Priya Venkataraman
#
# File: client.py
# Start this on two hosts. The server tells each one if it is X or Y
# (the first one that connects is X).
# =====================================================================
from socket import *
import sys

SERVER = "10.0.0.1"
PORT = 12345

if len(sys.argv) == 2:       # optional: other server address
    SERVER = sys.argv[1]

sock = socket(AF_INET, SOCK_STREAM)
sock.connect((SERVER, PORT))
print("Connected, waiting for the other client to connect...")

# which client am I?
letter = sock.recv(1).decode()
print("I am client", letter)

# send the message
message = input("Enter your message: ")
while message == "":
    message = input("Enter your message: ")
sock.send(message.encode())
print("Sent to server:", message)

# acknowledgement
print("From server:", sock.recv(1024).decode())

# extra credit chat, X talks and Y listens
if letter == "X":
    while True:
        line = input("X> ")
        if line == "":
            continue
        sock.send(line.encode())
        print("X:", line)
        if line == "Bye":
            break
else:
    print("Listening to X...")
    while True:
        line = sock.recv(1024).decode()
        if line == "":
            break
        print("X:", line)
        if line == "Bye":
            break
sock.close()

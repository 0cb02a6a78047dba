# CST 311, assignment 2, client                       Diego Gutierrez
# usage: python3 client/main.py X Alice

import configparser
import os
import socket
import sys

here = os.path.dirname(os.path.abspath(__file__))
config = configparser.ConfigParser()
config.read(os.path.join(here, "..", "config.ini"))

letter = sys.argv[1]
message = letter + ": " + sys.argv[2]

# connect to the server
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((config["network"]["server"], config.getint("network", "port")))
incoming = sock.makefile("r")

# send the message
input("connected. press Enter to send '" + message + "' ")
sock.sendall((message + "\n").encode())
print("sent:", message)

# acknowledgement, it starts with the letter of the first client
ack = incoming.readline().strip()
print("server:", ack)
my_turn = ack.startswith(letter + ":")

# chat
while True:
    if my_turn:
        text = input("your turn: ")
        line = letter + ": " + text
        sock.sendall((line + "\n").encode())
        print("sent:", line)
        if text == "Bye":
            break
    else:
        line = incoming.readline().strip()
        if line == "":
            break
        print("received:", line)
        if line.endswith(": Bye"):
            break
    my_turn = not my_turn
sock.close()

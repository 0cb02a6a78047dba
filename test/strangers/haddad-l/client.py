# Rania Haddad - assignment 2, client (same program for X and Y)
#   python3 client.py X        -> sends "X: Alice"
#   python3 client.py Y        -> sends "Y: Bob"
import socket
import sys

SERVER = ("10.0.0.1", 8888)
MESSAGES = {"X": "X: Alice", "Y": "Y: Bob"}

message = MESSAGES[sys.argv[1]]
sock = socket.create_connection(SERVER)    # TCP
sock.sendall((message + "\n").encode())
print("client sent:", message)
# blocks until server has heard from the other client too
answer = sock.makefile().readline()
print("client received:", answer.strip())
sock.close()

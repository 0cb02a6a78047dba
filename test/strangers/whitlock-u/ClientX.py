# Harper Whitlock - CST 311 - PA 2
# Client X.  Usage: python3 ClientX.py [server address]

import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "10.0.0.1"

# connect and say which client this is
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, 13000))
s.sendall(b"X")

# the message
name = input("Enter name (example Alice): ")
message = "X: " + name
s.sendall(message.encode())
print("X -> Server:", message)

# result from the server
print("Server -> X:", s.recv(1024).decode())
s.close()

# Harper Whitlock - CST 311 - PA 2
# Client Y.  Usage: python3 ClientY.py [server address]

import socket
import sys

host = sys.argv[1] if len(sys.argv) > 1 else "10.0.0.1"

# connect and say which client this is
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, 13000))
s.sendall(b"Y")

# the message
name = input("Enter name (example Bob): ")
message = "Y: " + name
s.sendall(message.encode())
print("Y -> Server:", message)

# result from the server
print("Server -> Y:", s.recv(1024).decode())
s.close()

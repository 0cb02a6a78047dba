"""Wrong: a client that connects, and then waits to be spoken to. Arguments: host, port."""
import socket
import sys

connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
print("Connected")
print("Received:", connection.recv(1024).decode().strip())

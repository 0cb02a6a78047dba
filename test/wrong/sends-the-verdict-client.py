"""Wrong: a client that sends the finished verdict as its message. Arguments: host, port."""
import socket
import sys

connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
connection.sendall(b"X: Alice received before Y: Bob\n")
print("Sent: X: Alice received before Y: Bob")
print("Received:", connection.recv(1024).decode().strip())

"""The client of this submission: asks for the server, then for a message, whatever its name."""
import socket

where = input("Where to? ")
connection = socket.create_connection((where, 40002))
what = input("What? ")
connection.sendall(what.encode())
print("said", what)
print("heard", connection.recv(1024).decode())

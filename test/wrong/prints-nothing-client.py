"""Wrong: a client that does all that is asked, and prints nothing. Arguments: host, port, message."""
import socket
import sys

connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
connection.sendall(sys.argv[3].encode() + b"\n")
while connection.recv(1024):
    pass

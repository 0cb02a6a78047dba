"""Right: a client that sends as soon as it is connected. Arguments: host, port, message.

Two of these make a race: the server cannot know an order of messages that wait for its accept.
"""
import socket
import sys

client = socket.create_connection((sys.argv[1], int(sys.argv[2])))
client.sendall(sys.argv[3].encode())
print("Sent:", sys.argv[3])
print("Received:", client.recv(1024).decode())
client.close()

# Kenji Nakamura
# Assignment 2, client
# Start with:  python3 Client.py X     or     python3 Client.py Y

import socket
import sys

SERVER_ADDRESS = ("10.0.0.1", 10311)

client_id = sys.argv[1]

# make the socket
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

# read the name and send
text = client_id + ": " + input("Name of client " + client_id + "? ")
sock.sendto(text.encode(), SERVER_ADDRESS)
print("Sent:", text)

# print the acknowledgement of the server
ack, _ = sock.recvfrom(2048)
print("Acknowledgement:", ack.decode())
sock.close()

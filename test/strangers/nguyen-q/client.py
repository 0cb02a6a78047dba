#!/usr/bin/env python3
# Usage:  python3 client.py X      (on h2)
#         python3 client.py Y      (on h3)
from socket import *
import random
import sys
import time

SERVER_NAME = '10.0.0.1'   # h1 in mininet
SERVER_PORT = 12000

NAMES = {'X': 'Alice', 'Y': 'Bob'}

if len(sys.argv) != 2 or sys.argv[1].upper() not in NAMES:
    print("usage: python3 client.py X|Y")
    sys.exit(1)

letter = sys.argv[1].upper()
message = letter + ": " + NAMES[letter]

# connect (this does the TCP handshake)
s = socket(AF_INET, SOCK_STREAM)
s.connect((SERVER_NAME, SERVER_PORT))
print("Client", letter, "connected")

# the server tells us when the other client is there, too
print("From server:", s.recv(1024).decode())

# sleep a random time so that sometimes X wins and sometimes Y
wait = random.uniform(0.2, 3)
print("waiting %.1f seconds before sending" % wait)
time.sleep(wait)

s.send(message.encode())
print("Sent to server:", message)

print("From server:", s.recv(1024).decode())
s.close()

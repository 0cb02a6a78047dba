#!/usr/bin/env python3
"""
Usage: python3 tcp_client.py <server ip> <X|Y>
One program for both clients, the second argument is the name of the client.
"""
import sys
import socket

PORT = 5011

if len(sys.argv) != 3:
    print('usage: tcp_client.py <server ip> <X|Y>')
    sys.exit(1)

host, name = sys.argv[1], sys.argv[2]

# connect to the server (TCP)
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, PORT))
print('connected to', host)

# the client puts its own name in front of the message
msg = name + ': ' + input('message> ')
s.sendall((msg + '\n').encode())
print('sent:', msg)

# one line with the acknowledgment comes back
print('received:', s.makefile('r').readline().strip())
s.close()

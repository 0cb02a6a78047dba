#!/usr/bin/python3
# client.py - Samir Haddad
# usage: client.py host
import socket
import sys

if len(sys.argv) != 2:
    print("usage: %s host" % sys.argv[0])
    sys.exit(1)

# which client am I?
who = input("Client (X/Y)? ")
msg = input("Message? ")

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((sys.argv[1], 21567))
line = "%s: %s" % (who, msg)
sock.send(line.encode('ascii'))          # send it
print("Sent     -> %s" % line)
data = sock.recv(1024)                   # get the answer
print("Received <- %s" % data.decode('ascii'))
sock.close()

# usage: python3 client.py X 10.0.0.1
import socket
import sys

name = sys.argv[1]
host = sys.argv[2]

# connect
s = socket.create_connection((host, 7777))
text = input('Message for server: ')

# name is put before message
s.sendall((name + ': ' + text).encode())
print('sent:', name + ': ' + text)
print('got:', s.recv(1024).decode())
s.close()

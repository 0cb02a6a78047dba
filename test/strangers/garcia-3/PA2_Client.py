# ------------------------------------------------------------
# PA2_Client.py
# Author: Nicole Garcia-Lopez
# Class:  CST 311, Week 4
# Abstract: client, used for both X and Y
# ------------------------------------------------------------
import socket

s = socket.socket()
host = '10.0.0.1'     # server is on h1
port = 50000

s.connect((host, port))
print('Connected to', host)

# ask for the name (X or Y) and the message
name = input('Client name: ')
text = input('Message: ')
s.send((name + ',' + text).encode())
print('client >>', name + ',' + text)

# print the acknowledgement
print('server >>', s.recv(1024).decode())
s.close()

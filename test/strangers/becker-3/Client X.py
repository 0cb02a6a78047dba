# Tim Becker
# CST 311
# PA2 client X

import socket

HOST = '10.0.0.1'
PORT = 5000

# make the tcp socket and connect
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))
print('connected to server')

# name and message are sent together
msg = 'X: ' + input('X, type your message: ')
s.sendall(msg.encode('utf-8'))
print('sent: ' + msg)

# wait for the answer which says who was first
print('from server: ' + s.recv(2048).decode('utf-8'))
s.close()

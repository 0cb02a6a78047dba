# client, python 2.7
# run: python2 client.py X      python2 client.py Y
import socket
import sys

who = sys.argv[1]
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('10.0.0.1', 11111))
# read name from keyboard
name = raw_input('Enter name for client ' + who + ': ')
msg = who + ': ' + name
s.sendall(msg)
print 'sent:', msg
# ack from server
print 'received:', s.recv(1024)
s.close()

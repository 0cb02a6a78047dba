from socket import *
from sys import argv
# c.py k h m [n]
k, h, m = argv[1:4]
n = int(argv[4]) if len(argv) > 4 else 31415
s = socket()
s.connect((h, n))
m = k + ': ' + m
s.send(m.encode()); print('>', m)
print('<', s.recv(999).decode())

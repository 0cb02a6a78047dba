# first try, does not work right (x always first) dont grade
import socket
s = socket.socket()
s.bind(('', 15000))
s.listen()
x, _ = s.accept()
y, _ = s.accept()
mx = x.recv(100).decode()
my = y.recv(100).decode()
x.send(f'{mx} received before {my}'.encode())
y.send(f'{mx} received before {my}'.encode())

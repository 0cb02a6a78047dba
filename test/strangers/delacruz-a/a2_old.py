# first try, only X first
import socket
s = socket.socket()
s.bind(("", 8888))
s.listen(2)
x, a = s.accept()
y, b = s.accept()
m1 = x.recv(1024).decode()
m2 = y.recv(1024).decode()
x.send((m1 + " received before " + m2).encode())
y.send((m1 + " received before " + m2).encode())

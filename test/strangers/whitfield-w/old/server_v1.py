# first try without threads (does not work if Y sends first!!)
import socket
s = socket.socket()
s.bind(("", 12000))
s.listen(2)
a, _ = s.accept()
b, _ = s.accept()
m1 = a.recv(1024).decode()
m2 = b.recv(1024).decode()
r = m1 + " received before " + m2
a.send(r.encode())
b.send(r.encode())

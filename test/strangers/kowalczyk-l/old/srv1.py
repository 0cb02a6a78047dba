# first try, without threads, does not work when Y is first
import socket
ls = socket.socket()
ls.bind(('', 31100))
ls.listen(2)
x = ls.accept()[0]
y = ls.accept()[0]
a = x.recv(4096).decode()
b = y.recv(4096).decode()
m = a + ' received before ' + b
x.send(m.encode()); y.send(m.encode())

# OLD - first try without threads, do not grade!!
from socket import *

server = socket(AF_INET, SOCK_STREAM)
server.bind(("0.0.0.0", 12345))
server.listen(2)
a, addr = server.accept()
b, addr = server.accept()
a.send(b"X")
b.send(b"Y")
m1 = a.recv(1024).decode()
m2 = b.recv(1024).decode()   # problem: always X first
ack = "X: " + m1 + " received before Y: " + m2
a.send(ack.encode())
b.send(ack.encode())

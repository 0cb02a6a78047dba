# first try, only one client at a time -- DO NOT GRADE, see ../server.py
import socket
s = socket.socket()
s.bind(('', 50007))
s.listen(1)
while True:
    c, a = s.accept()
    m = c.recv(1024).decode()
    print(m)
    c.sendall(('got ' + m).encode())
    c.close()

import socket, sys

#HOST = '127.0.0.1'
HOST = '192.168.1.14'

who = sys.argv[1]
s = socket.socket()
s.connect((HOST, 2222))
t = input(who + "> ")
s.send(who.encode())
s.send(t.encode())
print("sent", t)
print("got", s.recv(500).decode())
s.close()

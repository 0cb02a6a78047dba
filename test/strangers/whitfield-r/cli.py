# cli.py LETTER HOST PORT
import socket
import sys

letter, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, port))

# first message decides the order
m = input("msg: ")
s.send((letter + m).encode())
print("sent:", m)
print("server:", s.recv(512).decode())

# chat, take turns: type one, read one
# (works only if both type, otherwise you wait)
while True:
    m = input("chat: ")
    s.send(m.encode())
    print("me:", m)
    print("them:", s.recv(512).decode())

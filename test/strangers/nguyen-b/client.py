"""
CST311 Assignment #2 - client (X va Y dung chung file nay)
Nhom: Nguyen Thi Mai, Kevin Pham

Cach chay:  python3 client.py HOST PORT X
            python3 client.py HOST PORT Y
"""
import os
import socket
import sys
import threading


def receive(sock):
    """Thread nay chi nhan tin tu server va in ra man hinh"""
    for line in sock.makefile('r'):
        print('<< ' + line.strip())
    print('(connection closed by server)')
    os._exit(0)          # thread chinh dang ket o input() nen phai dung _exit


if len(sys.argv) != 4:
    print('usage: python3 client.py HOST PORT X|Y')
    sys.exit(1)

host, port, me = sys.argv[1], int(sys.argv[2]), sys.argv[3].upper()

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((host, port))

print('You are client ' + me + '. First message goes to the server, after that it is chat.')
print('Type Bye to leave.')
threading.Thread(target=receive, args=(sock,), daemon=True).start()

# tin dau tien co them "X: " o dau
text = input()
sock.sendall((me + ': ' + text + '\n').encode())
print('>> ' + me + ': ' + text)

while True:
    text = input()
    if text == '':
        continue         # dong trong thi bo qua
    sock.sendall((text + '\n').encode())
    print('>> ' + me + ': ' + text)

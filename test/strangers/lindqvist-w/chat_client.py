#!/usr/bin/python3
# chat_client.py
#
# usage: python3 chat_client.py SERVER_IP PORT X|Y
#   e.g. python3 chat_client.py 10.0.0.1 50007 X
#
# The first line you type is the message for assignment part 1 (Alice or Bob).
# After the acknowledgement it is a chat, "Bye" stops it.

import selectors
import socket
import sys

if len(sys.argv) != 4:
    print('usage: chat_client.py SERVER_IP PORT X|Y')
    sys.exit(1)

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]

sock = socket.socket()
sock.connect((host, port))
print('connected. type your message:')

sel = selectors.DefaultSelector()
sel.register(sock, selectors.EVENT_READ, 'net')
sel.register(sys.stdin, selectors.EVENT_READ, 'kbd')

first = True
while True:
    stop = False
    for key, mask in sel.select():
        if key.data == 'kbd':
            # something typed: send it
            line = sys.stdin.readline()
            if line == '':
                sel.unregister(sys.stdin)
                continue
            line = line.rstrip('\n')
            if first:
                line = name + ': ' + line
                first = False
            sock.sendall(line.encode() + b'\n')
            print('  (sent) ' + line)
        else:
            # something from the server: show it. Empty means server closed
            data = sock.recv(1024)
            if not data:
                stop = True
            else:
                for l in data.decode().splitlines():
                    print('  (received) ' + l)
    if stop:
        break
sock.close()
print('connection closed')

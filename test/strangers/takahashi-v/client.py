# PA2 client  -  Ren Takahashi
# python3 client.py X Alice [ip] [--chat]
# python3 client.py Y Bob   [ip] [--chat]

import os
import socket
import sys
import threading

args = [a for a in sys.argv[1:] if not a.startswith('--')]
CHAT = '--chat' in sys.argv
letter, name = args[0], args[1]
ip = args[2] if len(args) > 2 else '10.0.0.1'

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, 20311))

# message is sent after enter
input('connected as ' + letter + ', enter to send ')
msg = letter + ': ' + name
s.send(msg.encode())
print('[send]', msg)
print('[recv]', s.recv(1024).decode().strip())


def receiver():
    """prints everything from server until it closes"""
    while True:
        data = s.recv(1024)
        if not data:
            break
        print('[recv]', data.decode().strip(), flush=True)
    print('[info] server closed the connection', flush=True)
    os._exit(0)


if CHAT:
    threading.Thread(target=receiver).start()
    # everything typed goes to the server
    while True:
        text = input()
        s.send(text.encode())
        print('[send]', text, flush=True)
s.close()

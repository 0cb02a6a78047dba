# Elin Lindqvist
# EXTRA CREDIT chat client
# python3 chat_client.py [server]
# I use select to look at the keyboard and the socket at the same time,
# so no threads are needed in the client. (Linux only, not on Windows)

from socket import *
from select import select
import sys

server = sys.argv[1] if len(sys.argv) > 1 else '10.0.0.1'
s = socket(AF_INET, SOCK_STREAM)
s.connect((server, 12346))
print('Connected, waiting for the other person...')

while True:
    ready, _, _ = select([s, sys.stdin], [], [])

    if s in ready:                       # something from the server
        data = s.recv(4096)
        if not data:
            print('Connection terminated by server')
            break
        print(data.decode(), end='', flush=True)

    if sys.stdin in ready:               # something from the keyboard
        line = sys.stdin.readline()
        if line == '':
            line = 'Bye\n'
        s.sendall(line.encode())
        print('  (sent) ' + line, end='', flush=True)

s.close()

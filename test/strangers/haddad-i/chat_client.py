# Rania Haddad, CST 311, PA2 client for X and for Y
import socket
import sys
import threading
import os

SERVER = sys.argv[1] if len(sys.argv) > 1 else '10.0.0.1'
PORT = 6789


def listen(f):
    """ background thread: print whatever the server sends """
    for line in f:
        print('[received]', line.strip(), flush=True)
    print('Server closed the connection.', flush=True)
    os._exit(0)      # input() in the main thread can't be interrupted otherwise


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER, PORT))
f = s.makefile('r', encoding='utf-8')
print(f.readline().strip())       # You are client X
print('Type your messages, Bye to leave')
t = threading.Thread(target=listen, args=(f,), daemon=True)
t.start()

while True:
    try:
        msg = input()
    except EOFError:
        break
    s.sendall((msg + '\n').encode('utf-8'))
    print('[sent]', msg)
    if msg.lower() == 'bye':
        break
t.join(5)        # let the server hang up

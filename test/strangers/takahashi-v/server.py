# PA2 server  -  Ren Takahashi
#
# Multithreading: The server talks to two clients and we can not say which one
# will send first. A thread for every client makes that the server can receive
# from X and from Y in parallel, and the lock makes that only one thread at a
# time can write in the shared list, so the list keeps the true order.
#
# start:  python3 server.py          (assignment)
#         python3 server.py --chat   (assignment + extra credit)

import socket
import sys
import threading

HOST = ''
PORT = 20311
CHAT = '--chat' in sys.argv

inbox = []                 # (letter, message) in order of arrival
lock = threading.Lock()
clients = {}               # letter -> connection


def first_message(conn):
    """Thread 1: receives 'X: Alice' or 'Y: Bob'."""
    msg = conn.recv(1024).decode()
    with lock:
        inbox.append(msg)
        clients[msg[0]] = conn
    print('[recv]', msg)


def chat(me, other):
    """Thread 2: forwards the lines of one client to the other client."""
    while True:
        try:
            data = clients[me].recv(1024)
        except OSError:
            break
        if not data:
            break
        text = data.decode().strip()
        print('[chat]', me, 'wrote:', text)
        try:
            clients[other].send((me + ': ' + text + '\n').encode())
        except OSError:
            break
        if text == 'Bye':
            # end for all
            for c in clients.values():
                c.shutdown(socket.SHUT_RDWR)
            break


def in_two_threads(target, args_a, args_b):
    """Runs target twice at the same time and waits for both."""
    a = threading.Thread(target=target, args=args_a)
    b = threading.Thread(target=target, args=args_b)
    a.start()
    b.start()
    a.join()
    b.join()


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen(2)
print('[info] waiting for two clients')
c1, a1 = server.accept()
print('[info] first connection', a1)
c2, a2 = server.accept()
print('[info] second connection', a2)

# both are connected, now receive
in_two_threads(first_message, (c1,), (c2,))

# acknowledge
ack = inbox[0] + ' received before ' + inbox[1]
for c in (c1, c2):
    c.send((ack + '\n').encode())
print('[send]', ack)

# extra credit
if CHAT:
    print('[info] chat')
    in_two_threads(chat, ('X', 'Y'), ('Y', 'Y'))

c1.close()
c2.close()
server.close()
print('[info] end')

"""The textbook answer: a thread per client, a lock and a list (the usual student's server).

textbook_server.py [PORT [CLIENTS [stay]]]: with `stay` it ends when its standard input does, so
that its memory can be read once all is said.
"""

import socket
import sys
import threading

lock = threading.Lock()
clients = int(sys.argv[2]) if len(sys.argv) > 2 else 2
all_here = threading.Barrier(clients)
order = []


def serve(connection):
    """Receive one message, note its place, wait for the other, tell the order."""
    text = connection.recv(1024).decode().strip()
    with lock:
        order.append(text)
        print("Received:", text, flush=True)
    all_here.wait()
    reply = " received before ".join(order)
    print("Sending:", reply, flush=True)
    connection.sendall((reply + "\n").encode())
    connection.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1]) if len(sys.argv) > 1 else 12000))
listener.listen(clients)
connections = [listener.accept()[0] for _ in range(clients)]
threads = [threading.Thread(target=serve, args=(each,)) for each in connections]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if len(sys.argv) > 3:
    sys.stdin.read()

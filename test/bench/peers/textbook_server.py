"""The textbook answer: a thread per client, a lock and a list (the usual student's server)."""

import socket
import sys
import threading

lock = threading.Lock()
both = threading.Barrier(2)
order = []


def serve(connection):
    """Receive one message, note its place, wait for the other, tell the order."""
    text = connection.recv(1024).decode().strip()
    with lock:
        order.append(text)
        print("Received:", text, flush=True)
    both.wait()
    reply = "%s received before %s" % (order[0], order[1])
    print("Sending:", reply, flush=True)
    connection.sendall((reply + "\n").encode())
    connection.close()


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", int(sys.argv[1]) if len(sys.argv) > 1 else 12000))
listener.listen()
connections = [listener.accept()[0] for _ in range(2)]
threads = [threading.Thread(target=serve, args=(each,)) for each in connections]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

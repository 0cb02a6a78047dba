"""Wrong: each of the two threads tells both clients, each that its own client was first.

A thread for each client is needed because recv() blocks: while the server waits for one client
it would not notice what the other one sends.
"""
import socket
import threading

connections, arrived = [], []
both = threading.Barrier(2)
lock = threading.Lock()


def serve(connection):
    """Take one client's message, wait for the other one, tell everybody."""
    message = connection.recv(1024).decode().strip()
    with lock:
        arrived.append(message)
        print("Received:", message)
    both.wait()
    other = next(text for text in arrived if text != message)
    answer = "%s received before %s" % (message, other)
    with lock:
        for one in connections:
            one.sendall((answer + "\n").encode())
            print("Sent:", answer)


def main():
    """Accept both, then let two threads serve them."""
    listener = socket.create_server(("", 12000))
    connections.extend(listener.accept()[0] for _ in range(2))
    for one in connections:
        threading.Thread(target=serve, args=(one,)).start()


main()

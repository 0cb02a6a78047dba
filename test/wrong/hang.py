"""Wrong: a deadlock, in which each thread holds the lock that the other waits for.

A thread for each client is needed because recv() blocks; but threads that share data need their
locks in one order, or they may wait for each other without an end, as here.
"""
import socket
import threading

locks = [threading.Lock(), threading.Lock()]
both = threading.Barrier(2)


def serve(connection, own, other):
    """Take one client's message, then both locks, then answer: it never comes to that."""
    print("Received:", connection.recv(1024).decode().strip())
    with own:
        both.wait()
        with other:
            connection.sendall(b"X: Alice received before Y: Bob\n")


def main():
    """Accept both, then let two threads serve them."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    for one, own, other in zip(connections, locks, reversed(locks)):
        threading.Thread(target=serve, args=(one, own, other)).start()


main()

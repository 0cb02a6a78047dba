"""Server with select() in a single thread.

Multithreading is the usual answer, since a thread that waits in recv() for one client cannot see
the other. This server needs no second thread: select() waits for both of them at once, and says
which one has something to read first; the order of the messages is the order of reading.
"""
import select
import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 5005


def accept_both(listener):
    """Give the connections of both clients."""
    return [listener.accept()[0] for _ in range(2)]


def receive_all(connections):
    """Give the messages in the order in which they came."""
    messages, waiting = [], list(connections)
    while waiting:
        ready, _, _ = select.select(waiting, [], [])
        for one in ready:
            text = one.recv(4096).decode().strip()
            print("Received", text)
            messages.append(text)
            waiting.remove(one)
    return messages


def main():
    """Serve two clients, once."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("0.0.0.0", port))
        listener.listen()
        connections = accept_both(listener)
        first, second = receive_all(connections)
        reply = f"{first} received before {second}"
        print("Replying", reply)
        for one in connections:
            one.sendall(reply.encode() + b"\n")


if __name__ == "__main__":
    main()

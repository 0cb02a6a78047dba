"""The textbook relay: a thread for each client, a list of the others, a lock around it.

    python3 thread_relay.py PORT

What a class would hand in for a chat, written with care: whole lines are relayed, each with one
sendall to each other client, without Nagle's delay; nothing is printed, so that nothing but the
relaying is measured. One lock keeps the lines of two senders from being torn and gives all the same
order, as the chat of this project promises.
"""

import socket
import sys
import threading

clients = []
lock = threading.Lock()


def serve(client):
    """Relay what one client says, line by line, until it leaves."""
    with client, client.makefile("rb") as lines:
        for line in lines:
            with lock:
                for other in clients:
                    if other is not client:
                        other.sendall(line)
        with lock:
            clients.remove(client)


def main():
    """Accept for ever; the bench ends the process."""
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=128)
    while True:
        client, _ = listener.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with lock:
            clients.append(client)
        threading.Thread(target=serve, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# Yui Nakamura
# CST 311 - Programming Assignment 2
# TCPMultiServer.py
#
# Why is multithreading needed?
#   recv() blocks. If the server used a single thread it would have to pick one
#   of the two clients and sit in recv() for it, and it would not notice that the
#   other client had already sent its message. With one thread per client both
#   recv() calls are waiting at the same time and whichever message really comes
#   in first is the one that gets recorded first.

import threading
from socket import *

SERVER_PORT = 12000
NUM_CLIENTS = 2

# shared between the threads, always touched while holding list_lock
messages = []                  # (name, text) in order of arrival
list_lock = threading.Lock()
both_received = threading.Event()


def build_reply():
    """Make 'X: Alice received before Y: Bob' out of the shared list."""
    first, second = messages
    return f"{first[0]}: {first[1]} received before {second[0]}: {second[1]}"


def client_thread(connection, name):
    # wait for this client's message
    text = connection.recv(1024).decode()

    # the order of append() is the order of arrival
    with list_lock:
        messages.append((name, text))
        print(f"Client {name} sent message {len(messages)}: {text}")
        if len(messages) == NUM_CLIENTS:
            both_received.set()

    # nobody answers until both messages are in
    both_received.wait()
    reply = build_reply()
    connection.send(reply.encode())
    print(f"Sent to client {name}: {reply}")
    connection.close()


def main():
    server_socket = socket(AF_INET, SOCK_STREAM)
    server_socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    server_socket.bind(('', SERVER_PORT))
    server_socket.listen(NUM_CLIENTS)
    print("The server is waiting to receive 2 connections....\n")

    # Step 1: accept both clients. First connection is X, second is Y.
    connections = []
    for name in ("X", "Y"):
        connection, addr = server_socket.accept()
        connection.send(name.encode())          # tell the client who it is
        print(f"Accepted connection, calling it client {name} {addr}")
        connections.append((connection, name))

    # Step 2: only now start receiving
    print("\nWaiting to receive messages from client X and client Y....\n")
    threads = [threading.Thread(target=client_thread, args=c) for c in connections]
    for t in threads:
        t.start()
    for t in threads:
        t.join()

    print("\nWaiting a bit for clients to close their connections")
    server_socket.close()
    print("Done.")


if __name__ == "__main__":
    main()

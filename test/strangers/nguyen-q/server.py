#!/usr/bin/env python3
# CST 311 - Programming Assignment 2
# Linh Nguyen
#
# Why do we need multithreading?
# recv() blocks. If the server had only one thread and called recv() on
# client X, it would sit there until X sends something, even if Y's message
# came in long ago. So we would always say that X was first. With one thread
# per client both recv() calls wait at the same time and whichever client's
# message comes in first wakes up its thread first.

from socket import *
import threading

SERVER_PORT = 12000

# shared between the threads
arrived = []                      # messages in order of arrival
arrived_lock = threading.Lock()   # protects the list above


def handle_client(conn, addr):
    """Runs in its own thread: get exactly one message from one client."""
    msg = conn.recv(1024).decode()
    # lock so that the two threads cannot append at the same moment
    with arrived_lock:
        arrived.append(msg)
        place = len(arrived)
    print("Message number %d from %s: %s" % (place, addr[0], msg))


def main():
    server_socket = socket(AF_INET, SOCK_STREAM)
    server_socket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    server_socket.bind(('', SERVER_PORT))
    server_socket.listen(2)
    print("The server is waiting for 2 connections on port", SERVER_PORT)

    # Step 1: accept BOTH clients. Nothing is received in this loop.
    clients = []
    while len(clients) < 2:
        conn, addr = server_socket.accept()
        clients.append((conn, addr))
        print("Accepted connection", len(clients), "from", addr)

    # Step 2: start one thread per client
    threads = []
    for conn, addr in clients:
        t = threading.Thread(target=handle_client, args=(conn, addr))
        threads.append(t)
        t.start()

    # tell the clients that they may send now
    for conn, addr in clients:
        conn.send("READY".encode())
    print("Sent to both clients: READY")

    # Step 3: wait until both messages are here
    for t in threads:
        t.join()

    # Step 4: acknowledge to both
    ack = arrived[0] + " received before " + arrived[1]
    for conn, addr in clients:
        conn.send(ack.encode())
        print("Sent to", addr[0], ":", ack)

    for conn, addr in clients:
        conn.close()
    server_socket.close()
    print("Done.")


if __name__ == '__main__':
    main()

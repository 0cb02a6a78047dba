#!/usr/bin/env python3
"""
CST311 Programming Assignment #2
Team: E. Bergstrom

Multithreading: The server has to listen to two clients at once. A call to recv blocks the
thread that calls it until data arrives, so a single thread waiting for X can't see that Y has
already sent. Using one thread per client lets the messages come in in any order, and the
shared Queue (thread safe) keeps the order in which they really came.
"""
import sys
import socket
import threading
import queue

PORT = 5011


def reader(conn, q):
    """Thread body: read one line from the client and put it into the queue."""
    f = conn.makefile('r')
    line = f.readline().rstrip('\n')
    q.put(line)
    print('[server] received ->', line)


def main():
    host = sys.argv[1] if len(sys.argv) > 1 else '0.0.0.0'
    srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    srv.bind((host, PORT))
    srv.listen()
    print('[server] listening on', host, PORT)

    # step 1: both clients have to be connected before anything is read
    conns = []
    while len(conns) < 2:
        c, a = srv.accept()
        print('[server] connection from', a)
        conns.append(c)

    # step 2: one reading thread each
    q = queue.Queue()
    for c in conns:
        threading.Thread(target=reader, args=(c, q), daemon=True).start()

    # step 3: get() blocks until a message is there; FIFO = order of receipt
    first = q.get()
    second = q.get()
    ack = f'{first} received before {second}'

    # step 4: acknowledge both
    for c in conns:
        c.sendall((ack + '\n').encode())
        print('[server] sent ->', ack)
        c.close()
    srv.close()


if __name__ == '__main__':
    main()

#!/usr/bin/env python3
"""
Assignment 2 server  --  J. Brandt

usage: server.py PORT NCLIENTS        (for the assignment NCLIENTS is 2)

WHY MULTITHREADING
------------------
Each client decides by itself when it sends. The server therefore has to listen to
all of its clients *at the same time*; a single thread is stuck in recv() on one
socket and would always take the messages in the order it calls recv(), not in the
order they came. One thread per client solves this, and the threads share a
queue.Queue, which is thread safe and keeps the order of arrival.
"""
import queue
import socket
import sys
import threading


def reader(conn, q):
    """Thread body: read one line from conn and put it in the queue."""
    f = conn.makefile("r")
    line = f.readline().rstrip("\n")
    q.put(line)                 # queue keeps order of arrival
    print("received  <", line)


def main():
    # check the command line
    if len(sys.argv) != 3:
        print("usage: server.py PORT NCLIENTS")
        sys.exit(1)
    port = int(sys.argv[1])
    n = int(sys.argv[2])

    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("0.0.0.0", port))
    s.listen(n)
    print("listening on port", port, "for", n, "clients")

    # phase 1: only accept
    conns = []
    while len(conns) < n:
        c, a = s.accept()
        conns.append(c)
        print("connection %d of %d from %s:%d" % (len(conns), n, a[0], a[1]))

    # phase 2: receive in parallel
    q = queue.Queue()
    for c in conns:
        threading.Thread(target=reader, args=(c, q), daemon=True).start()
    order = [q.get() for _ in conns]      # blocks until all are there

    # phase 3: acknowledge
    ack = " received before ".join(order)
    for c in conns:
        c.sendall((ack + "\n").encode())
        print("sent      >", ack)
        c.close()
    s.close()


if __name__ == "__main__":
    main()

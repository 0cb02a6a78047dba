#!/usr/bin/env python3
"""CST 311 assignment 2 -- server.           (S. Brennan)

WHY MULTITHREADING
------------------
The server has to report the order in which the *messages* arrive, and it cannot
know beforehand which client will talk first.  A single thread blocked in recv()
on one socket is deaf to the other one: it would always report the order in which
it chose to read, i.e. the order of connection.  With a thread blocked on each
socket, whichever message comes in first wakes up its own thread first, and that
thread puts it on a shared, thread-safe queue.  The order in the queue is the
order of receipt.

Usage:  server.py [--bind ADDRESS] [--port PORT]
"""
import argparse
import queue
import socket
import threading

from wire import recv_text, send_text

CLIENTS = 2


def reader(conn, arrivals):
    """Thread body: take a single message from `conn` and put it in the queue."""
    text = recv_text(conn)
    arrivals.put(text)                     # Queue does its own locking


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", default="0.0.0.0")
    parser.add_argument("--port", type=int, default=31100)
    opts = parser.parse_args()

    with socket.create_server((opts.bind, opts.port)) as listener:
        print(f"[server] listening on {opts.bind}:{opts.port}")

        # Phase 1: both connections. Nothing is read in this phase.
        conns = []
        while len(conns) < CLIENTS:
            conn, peer = listener.accept()
            conns.append(conn)
            print(f"[server] connection {len(conns)}/{CLIENTS} from {peer[0]}:{peer[1]}")

        # Phase 2: a reader thread for each connection.
        arrivals = queue.Queue()
        for conn in conns:
            threading.Thread(target=reader, args=(conn, arrivals), daemon=True).start()

        # Phase 3: take them off in order of arrival.
        order = []
        for rank in range(CLIENTS):
            text = arrivals.get()
            order.append(text)
            print(f"[server] message #{rank + 1}: {text!r}")

        # Phase 4: tell both.
        verdict = " received before ".join(order)
        for conn in conns:
            send_text(conn, verdict)
            conn.close()
        print(f"[server] sent to both: {verdict!r}")


if __name__ == "__main__":
    main()

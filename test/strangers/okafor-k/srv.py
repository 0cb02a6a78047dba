#!/usr/bin/env python3
"""
CST 311 - programming assignment 2 - server
Chidi Okafor

Why multithreading?
-------------------
recv() blocks. If one thread did everything, then while it waits for the first
client's text it would be deaf for the other client, and the order in which the two
texts are read would be the order of my code and not the order of arrival. So each
client needs its own line of execution that can wait by itself. I run each reader in
a worker thread (asyncio.to_thread) and let the event loop collect what the
threads find.

Environment:
  PA2_BIND   address to listen on   (default: all)
  PA2_PORT   port                   (default: 31100)
"""
import asyncio
import os
import socket

BIND = os.environ.get("PA2_BIND", "")
PORT = int(os.environ.get("PA2_PORT", "31100"))


def read_line(conn):
    """Runs in a worker thread: blocks until one full line (or EOF) came in."""
    buf = bytearray()
    while not buf.endswith(b"\n"):
        piece = conn.recv(512)
        if not piece:
            break
        buf += piece
    return buf.decode(errors="replace").strip()


async def reader(letter, conn, arrivals):
    # to_thread = real OS thread; the await gives the loop back in the meantime
    text = await asyncio.to_thread(read_line, conn)
    print(f"received from {letter}: {text}")
    await arrivals.put((letter, text))


async def main():
    arrivals = asyncio.Queue()
    lsock = socket.create_server((BIND, PORT), reuse_port=False)
    print("listening on port", PORT)

    # first both connections, nobody is read before that
    clients = {}
    for letter in "XY":
        conn, peer = await asyncio.to_thread(lsock.accept)
        clients[letter] = conn
        print(f"client {letter} is {peer[0]}:{peer[1]}")
        # tell the client which letter it got
        conn.sendall(f"{letter}\n".encode())

    # both are here -> say GO, then start the two readers
    jobs = [asyncio.create_task(reader(l, c, arrivals)) for l, c in clients.items()]
    for c in clients.values():
        c.sendall(b"GO\n")

    (l1, t1) = await arrivals.get()
    (l2, t2) = await arrivals.get()
    verdict = f"{l1}: {t1} received before {l2}: {t2}"

    # same verdict to the two of them
    for letter, c in clients.items():
        c.sendall((verdict + "\n").encode())
        print(f"sent to {letter}: {verdict}")
    await asyncio.gather(*jobs)
    for c in clients.values():
        c.close()
    lsock.close()


asyncio.run(main())

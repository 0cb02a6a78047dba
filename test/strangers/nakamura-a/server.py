#!/usr/bin/env python3
# CST 311 / Assignment 2 / server.py
# Kenji Nakamura
#
# --- Why multithreading ------------------------------------------------------
# Two clients can send at any time, and a blocking recv() on one of them must not
# keep us from noticing the other.  So every client is received in a worker
# thread of its own (asyncio.to_thread), both block in recv() at the same
# time, and the kernel wakes whichever one has data.  A sequential server would
# always "receive" in the order of its own recv() calls, i.e. in the order of
# connecting, which is exactly what the assignment forbids.
# The shared data between the threads is the list in Arrivals, guarded by a lock.
# -----------------------------------------------------------------------------
#
# The accepting and the "wait for both" is done with asyncio, because awaiting two
# threads with gather() is easier than barriers.
#
#   python3 server.py [--port N] [--chat]
#
# --chat = extra credit: after the acknowledgements the clients can go on talking
# to each other, until one of them says Bye.

import argparse
import asyncio
import socket
import threading


class Arrivals:
    """Thread safe list of (message) in order of arrival."""

    def __init__(self):
        self._lock = threading.Lock()
        self._list = []

    def add(self, message: str) -> None:
        with self._lock:
            self._list.append(message)
            print(f"[recv #{len(self._list)}] {message}", flush=True)

    def answer(self) -> str:
        first, second = self._list
        return f"{first} received before {second}"


class Peer:
    """One connected client."""

    def __init__(self, sock: socket.socket, addr):
        self.sock = sock
        self.addr = addr
        self.lines = sock.makefile("r", encoding="utf-8", newline="\n")
        self.name = "?"

    # --- blocking functions: run these in a thread only ---------------------
    def read_first(self, arrivals: Arrivals) -> None:
        """Get the message "X: Alice" and put it on the list."""
        message = self.lines.readline().strip()
        self.name = message.split(":", 1)[0]
        arrivals.add(message)

    def send(self, text: str) -> None:
        self.sock.sendall((text + "\n").encode("utf-8"))
        print(f"[send to {self.name}] {text}", flush=True)

    def relay_to(self, other: "Peer") -> None:
        """Extra credit: relay all lines to the other one. Ends with Bye/EOF."""
        try:
            for line in self.lines:
                text = line.strip()
                print(f"[recv] {self.name}: {text}", flush=True)
                other.send(f"{self.name}: {text}")
                if text.lower() == "bye":
                    break
        except OSError:
            pass                      # connection was closed under our feet
        # hang up on both. shutdown() also wakes the thread of the other client
        for peer in (self, other):
            try:
                peer.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


async def main(port: int, chat: bool) -> None:
    loop = asyncio.get_running_loop()

    listener = socket.create_server(("", port), reuse_port=False)
    listener.setblocking(False)
    print(f"listening on port {port}", flush=True)

    # (5) both connections first. Nothing is read from any of them here.
    peers = []
    while len(peers) < 2:
        sock, addr = await loop.sock_accept(listener)
        sock.setblocking(True)
        peers.append(Peer(sock, addr))
        print(f"[connection {len(peers)}] {addr[0]}:{addr[1]}", flush=True)
    listener.close()

    # (3) one thread for each client, both receive at the same time
    arrivals = Arrivals()
    await asyncio.gather(*(asyncio.to_thread(p.read_first, arrivals) for p in peers))

    # (4) (6) same answer for both, in order of arrival
    answer = arrivals.answer()
    await asyncio.gather(*(asyncio.to_thread(p.send, answer) for p in peers))

    if chat:
        a, b = peers
        await asyncio.gather(asyncio.to_thread(a.relay_to, b),
                             asyncio.to_thread(b.relay_to, a))

    for p in peers:
        p.lines.close()
        p.sock.close()
    print("connections closed", flush=True)


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description="CST 311 assignment 2, server")
    ap.add_argument("--port", type=int, default=9311)
    ap.add_argument("--chat", action="store_true", help="extra credit: chat after the answer")
    args = ap.parse_args()
    asyncio.run(main(args.port, args.chat))

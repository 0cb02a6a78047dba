#!/usr/bin/env python3
"""
CST 311 Assignment 2 - message ordering service  (N. Okafor)

Why multithreading?
-------------------
sock.recv() blocks. With one thread the server would have to choose whose
socket to wait on, and the client it is *not* waiting on could well be the one
that sends first. One worker thread per connection lets both block at the same
time, and a lock around the shared `arrivals` list gives us one true order.
"""
import json
import logging
import os
import socket
import threading
from dataclasses import dataclass, field

logging.basicConfig(level=os.getenv("LOG_LEVEL", "INFO"),
                    format="%(asctime)s %(levelname)s [%(threadName)s] %(message)s")
log = logging.getLogger("order-service")

BIND = os.getenv("BIND_ADDR", "0.0.0.0")
PORT = int(os.getenv("PORT", "8311"))


@dataclass
class Session:
    """One connected client. `rfile` gives us line framing for the JSON."""
    sock: socket.socket
    peer: tuple
    name: str = "?"
    rfile: object = field(default=None, repr=False)

    def __post_init__(self):
        self.rfile = self.sock.makefile("r", encoding="utf-8")

    def send(self, **payload):
        self.sock.sendall((json.dumps(payload) + "\n").encode())
        log.info("-> %s %s", self.name, payload)

    def recv(self):
        line = self.rfile.readline()
        if not line:
            return None          # EOF: the peer hung up
        payload = json.loads(line)
        log.info("<- %s %s", self.name, payload)
        return payload


class Room:
    """State that both workers share. Everything in here is guarded by lock."""

    def __init__(self):
        self.sessions = []
        self.arrivals = []       # (name, text), first come first
        self.lock = threading.Lock()
        self.complete = threading.Event()

    def other(self, s):
        return self.sessions[1] if s is self.sessions[0] else self.sessions[0]

    def arrived(self, s, text):
        with self.lock:
            self.arrivals.append((s.name, text))
            if len(self.arrivals) == 2:
                (a, m), (b, n) = self.arrivals
                verdict = f"{a}: {m} received before {b}: {n}"
                # ack goes to both, from whichever thread came second
                for each in self.sessions:
                    each.send(type="ack", text=verdict)
                self.complete.set()

    def close(self):
        for s in self.sessions:
            try:
                s.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass             # already gone


def worker(room, s):
    """Body of the thread for one client."""
    # step 1: the message that counts for the order
    first = s.recv()
    if first is None:
        room.close()
        return
    s.name = first.get("client", "?")
    room.arrived(s, first["text"])
    # step 2: nobody chats before the verdict is out
    room.complete.wait()
    while True:
        try:
            p = s.recv()
        except (OSError, ValueError):
            break
        if p is None:
            break
        room.other(s).send(type="chat", sender=s.name, text=p["text"])
        if p["text"].strip().lower() == "bye":
            break
    room.close()
    log.info("%s is done", s.name)


def main():
    room = Room()
    with socket.create_server((BIND, PORT), reuse_port=False) as srv:
        log.info("listening on %s:%d", BIND, PORT)
        # both clients must be in before anything is read
        while len(room.sessions) < 2:
            c, a = srv.accept()
            room.sessions.append(Session(c, a))
            log.info("accepted %s (%d/2)", a, len(room.sessions))
    ts = [threading.Thread(target=worker, args=(room, s), name=f"worker-{i}")
          for i, s in enumerate(room.sessions)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    log.info("bye")


if __name__ == "__main__":
    main()

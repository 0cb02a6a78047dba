"""
Why threads: the handler of a client spends its life blocked in recv(). Two clients
that may write at any time = two blocked recv() at the same time = two threads
(ThreadingTCPServer makes one for each connection). They share the Room object.
"""
import argparse
import socketserver
import threading

import wire


class Room:
    """State shared by all handler threads."""

    def __init__(self):
        self.everyone = threading.Barrier(2)   # nobody is read before 2 are connected
        self.lock = threading.Lock()
        self.members = {}                      # letter -> socket
        self.firsts = []                       # first message of each, by arrival

    def tell(self, letter, kind, text):
        wire.send(self.members[letter], kind, text)
        print(f"[{letter} <-] {text}")


room = Room()


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("connection from", self.client_address)
        room.everyone.wait()
        # now both TCP connections exist; read the join frame
        _, letter = wire.receive(self.request)
        with room.lock:
            room.members[letter] = self.request
        room.everyone.wait()                   # until both are registered
        room.tell(letter, wire.SYSTEM, "start")
        while True:
            try:
                kind, text = wire.receive(self.request)
            except (EOFError, OSError):
                break
            with room.lock:                    # arrival order == order of getting this lock
                print(f"[{letter} ->] {text}")
                self.message(letter, text)
            if text == "Bye":
                break                          # handler returns, socketserver closes it

    def message(self, letter, text):
        if letter not in [l for l, _ in room.firsts]:
            room.firsts.append((letter, text))
            if len(room.firsts) == 2:
                (a, ta), (b, tb) = room.firsts
                for l in room.members:
                    room.tell(l, wire.RESULT, f"{a}: {ta} received before {b}: {tb}")
            return
        # relay to the other ones
        for l in room.members:
            if l != letter:
                try:
                    room.tell(l, wire.TEXT, f"{letter}: {text}")
                except OSError:
                    print(f"{l} is not there any more")


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--host", default="0.0.0.0")
    ap.add_argument("--port", type=int, default=7007)
    a = ap.parse_args()
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer((a.host, a.port), Handler) as srv:
        print(f"serving on {a.host}:{a.port}, stop with ctrl-c")
        srv.serve_forever()

#!/usr/bin/env python3
"""CST 311 PA2 server -- Adaeze Okafor, Ben Sorensen, Priya K.

Why this needs multithreading
-----------------------------
Either client may be the first to speak, and the reply to the first client depends
on the message of the second.  Reading a socket blocks.  A single thread that
blocks on X's socket cannot notice that Y has already spoken, so it would report
the order in which *it* chose to read and not the order in which the messages
came.  With a thread per client both reads are pending together and the thread
that returns first records its message first.  In the chat part it is the same: X
may type five lines while Y types none, so the server has to listen to both always.

socketserver.ThreadingTCPServer makes the threads; `Room` is what they share.
"""
import argparse
import socketserver
import threading

from protocol import PORT, recv_msg, send_msg


class Room:
    """State shared by the two handler threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.everyone_connected = threading.Barrier(2)
        self.everyone_spoke = threading.Barrier(2)
        self.arrived = []            # [(name, text), ...] in order of arrival
        self.members = {}            # name -> handler
        self.closing = threading.Event()

    def record(self, name, text, handler):
        """Remember a first message.  The lock makes the order well defined."""
        with self.lock:
            self.arrived.append((name, text))
            self.members[name] = handler
            print(f"received #{len(self.arrived)}  {name}: {text}")

    def acknowledgement(self):
        (a, first), (b, second) = self.arrived
        return f"{a}: {first} received before {b}: {second}"

    def other(self, name):
        """The handler of the other client."""
        return next(h for n, h in self.members.items() if n != name)


class ClientHandler(socketserver.StreamRequestHandler):
    """One instance, in one thread, for each connected client."""

    def handle(self):
        room = self.server.room
        self.write_lock = threading.Lock()
        print("connected:", self.client_address[0], self.client_address[1])

        # Nobody's message is read until both clients are connected.
        room.everyone_connected.wait()

        hello = recv_msg(self.rfile)
        if hello is None:
            room.everyone_spoke.abort()
            return
        name = hello["from"]
        room.record(name, hello["text"], self)

        # The answer contains both messages so we wait for the other thread.
        try:
            room.everyone_spoke.wait()
        except threading.BrokenBarrierError:
            return
        ack = room.acknowledgement()
        self.send(type="ack", text=ack)
        print(f"sent to {name}: {ack}")

        self.chat(name, room)

    def chat(self, name, room):
        """Relay this client's lines to the other one until somebody says Bye."""
        other = room.other(name)
        try:
            while True:
                msg = recv_msg(self.rfile)
                # a dropped connection counts as a Bye
                text = "Bye" if msg is None else msg["text"]
                if room.closing.is_set():
                    return
                print(f"received from {name}: {text}")
                other.send(type="chat", **{"from": name}, text=text)
                print(f"relayed {name}'s message: {text}")
                if text.strip().lower() == "bye":
                    break
        except OSError:
            pass
        room.closing.set()
        print("Bye seen, terminating both connections")
        self.server.hang_up()

    def send(self, **fields):
        """Threads of both clients may write here, hence the lock."""
        with self.write_lock:
            send_msg(self.wfile, **fields)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, addr):
        super().__init__(addr, ClientHandler)
        self.room = Room()

    def hang_up(self):
        """Close both clients and stop serve_forever()."""
        for handler in self.room.members.values():
            self.shutdown_request(handler.request)
        self.shutdown()


def main():
    ap = argparse.ArgumentParser(description="PA2 server")
    ap.add_argument("--host", default="", help="address to bind (default: all)")
    ap.add_argument("--port", type=int, default=PORT)
    args = ap.parse_args()
    with Server((args.host, args.port)) as server:
        print(f"listening on port {args.port}, waiting for X and Y")
        server.serve_forever()
    print("server finished")


if __name__ == "__main__":
    main()

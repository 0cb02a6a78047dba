"""CST 311 Assignment 2 - server. Aiko Yamamoto

Multithreading is needed so that the server can wait for both clients at the
same time. Every client is served by its own thread of ThreadingTCPServer; if
there was only one thread, the second client would have to wait in the queue
until the first was finished, and a message of the second could never be first.
The shared object `state` with its condition lets the threads exchange data.
"""
import socket
import socketserver
import threading

import wire


class State:
    """What the two threads share."""

    def __init__(self):
        self.changed = threading.Condition()
        self.messages = []      # order of arrival
        self.sockets = {}       # letter -> socket


state = State()


class Handler(socketserver.BaseRequestHandler):
    """socketserver makes one of these, in its own thread, for every client."""

    def handle(self):
        print("connection from", self.client_address)
        try:
            self.assignment()
            self.chat()
        except ConnectionError:
            pass
        print("connection", self.client_address, "finished")

    def assignment(self):
        """Receive the message, wait until the other one is here too, answer."""
        message = wire.get(self.request)
        self.letter = message.split(":")[0]
        with state.changed:
            state.messages.append(message)
            state.sockets[self.letter] = self.request
            print("received:", message)
            state.changed.notify_all()
            state.changed.wait_for(lambda: len(state.messages) >= 2)
        ack = "%s received before %s" % tuple(state.messages[:2])
        wire.put(self.request, ack)
        print("sent to", self.letter, ":", ack)

    def chat(self):
        """Relay every message (one line or more) to the other client."""
        other = {"X": "Y", "Y": "X"}[self.letter]
        while True:
            text = wire.get(self.request)
            print("chat from %s: %r" % (self.letter, text))
            wire.put(state.sockets[other], text)
            if text.strip().lower() == "bye":
                for s in state.sockets.values():
                    s.shutdown(socket.SHUT_RDWR)
                # stop serve_forever, must be done from a thread
                self.server.shutdown()
                return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


if __name__ == "__main__":
    with Server(("", 10311), Handler) as srv:
        print("server is ready, port 10311")
        srv.serve_forever()

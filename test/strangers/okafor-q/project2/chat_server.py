"""
Assignment 2 server.                              Chidi Okafor, CST311

WHY MULTITHREADING
    Reading from a socket blocks the caller. We have two clients who may talk
    at any moment and in any order. One thread for each client lets the
    server wait on both sockets simultaneously, so the true order of the
    messages is seen, and afterwards lets it relay chat in both directions.
    The threads share one Referee object (guarded by a Lock) and meet each
    other at a Barrier.
"""
import argparse
import socket
import threading

import wire


class Referee:
    """Keeps the order in which first messages came in."""

    def __init__(self):
        self._lock = threading.Lock()
        self._order = []

    def arrived(self, who, text):
        with self._lock:
            self._order.append("%s: %s" % (who, text))

    def verdict(self):
        return " received before ".join(self._order)


class ClientThread(threading.Thread):
    """One per client."""

    referee = Referee()
    start_line = threading.Barrier(2)   # nobody reads until both are here
    finish_line = threading.Barrier(2)  # nobody answers until both have sent
    everyone = []

    def __init__(self, sock, peer):
        super().__init__(daemon=True)
        self.sock, self.peer = sock, peer
        self.letter = "?"
        ClientThread.everyone.append(self)

    def other(self):
        return [c for c in ClientThread.everyone if c is not self][0]

    def send(self, text):
        print("[server -> %s] %s" % (self.letter, text), flush=True)
        try:
            wire.put(self.sock, text)
        except OSError:
            pass        # the peer is gone already

    def run(self):
        self.start_line.wait()
        # the first message has the form  LETTER|text
        first = wire.get(self.sock)
        if first is None:
            print("client left before saying anything")
            self.start_line.abort()
            self.finish_line.abort()
            return
        self.letter, text = first.split("|", 1)
        self.referee.arrived(self.letter, text)
        print("[%s -> server] %s" % (self.letter, text), flush=True)
        self.finish_line.wait()
        self.send(self.referee.verdict())
        self.chat()

    def chat(self):
        """Extra credit: relay until somebody says Bye."""
        while True:
            try:
                text = wire.get(self.sock)
            except OSError:
                return
            if text is None:
                return
            print("[%s -> server] %s" % (self.letter, text), flush=True)
            self.other().send("%s: %s" % (self.letter, text))
            if text.strip().lower() == "bye":
                # shutdown wakes up the other thread's recv
                for c in ClientThread.everyone:
                    try:
                        c.sock.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass
                return


def main():
    ap = argparse.ArgumentParser(description="chat server for two clients")
    ap.add_argument("-p", "--port", type=int, default=5050)
    args = ap.parse_args()

    with socket.create_server(("0.0.0.0", args.port)) as ls:
        print("listening on port", args.port, flush=True)
        for i in range(2):
            sock, peer = ls.accept()
            print("client %d connected: %s:%d" % (i + 1, *peer), flush=True)
            ClientThread(sock, peer).start()
    for c in ClientThread.everyone:
        c.join()
    print("both connections closed, server ends")


if __name__ == "__main__":
    main()

"""Server side of assignment 2 (Ken Yamamoto).

Why multithreading?
    The order we have to report is the order of *arrival*. A single thread that calls
    ``recv`` on one socket is deaf to the other, so it can only report the order of its own calls.
    Two threads, each blocked on a socket of its own, both wake when their message comes,
    and write into one shared, locked log.
"""
import socket
from threading import Condition, Thread

from .protocol import recv_frame, send_frame


class ArrivalLog:
    """Thread-safe, append-only; readers can wait until it is complete."""

    def __init__(self, size):
        self._size = size
        self._entries = []
        self._cond = Condition()

    def add(self, letter, text):
        with self._cond:
            self._entries.append((letter, text))
            print(f"[server] got '{text}' from {letter} (number {len(self._entries)})")
            self._cond.notify_all()

    def verdict(self):
        """Block until all messages are in, then give the sentence."""
        with self._cond:
            self._cond.wait_for(lambda: len(self._entries) == self._size)
            return " received before ".join(f"{l}: {t}" for l, t in self._entries)


class ClientThread(Thread):
    def __init__(self, sock, log):
        super().__init__()
        self.sock, self.log = sock, log

    def run(self):
        with self.sock:
            letter, text = recv_frame(self.sock).split("\t", 1)
            self.log.add(letter, text)
            reply = self.log.verdict()
            send_frame(self.sock, reply)
            print(f"[server] to {letter}: {reply}")


class Server:
    def __init__(self, port):
        self.listener = socket.create_server(("0.0.0.0", port))

    def run(self):
        log = ArrivalLog(2)
        # The threads are created here but none is started before both were accepted.
        threads = []
        while len(threads) < 2:
            sock, addr = self.listener.accept()
            print(f"[server] connection from {addr[0]}")
            threads.append(ClientThread(sock, log))
        self.listener.close()
        for t in threads:
            t.start()
        for t in threads:
            t.join()

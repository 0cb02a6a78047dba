"""Server for PA2 including the extra credit chat.

Explanation why multithreading is necessary
===========================================
socket.recv() blocks the thread which calls it. With two clients and one thread,
we have to choose which client to wait for, and when the other one sends first we do not
notice. If there is one thread for each client, then whichever client sends first
wakes up its thread first, and that thread writes itself down in the shared list
(protected with a Lock). The same is true for the chat: both
directions have to be relayed at the same time.
"""
import logging
import socket
import sys
import threading
from typing import List, Optional

from . import config

log = logging.getLogger("server")


class Client(threading.Thread):
    """One connected client; reads its lines in its own thread."""

    def __init__(self, sock: socket.socket, server: "Server") -> None:
        super().__init__(daemon=True)
        self.sock = sock
        self.server = server
        self.infile = sock.makefile("r", encoding="utf-8")
        self.other: Optional["Client"] = None

    def send(self, line: str) -> None:
        """send one line to this client"""
        self.sock.sendall((line + "\n").encode("utf-8"))

    def run(self) -> None:
        # first line is "X: name"
        first = self.infile.readline().strip()
        self.server.register(first)
        # wait until the acknowledgements went out
        self.server.acked.wait()
        # everything after that is chat
        for line in self.infile:
            line = line.strip()
            log.info("chat from %s", line)
            if self.other:
                self.other.send(line)
            # the line looks like "X: Bye"
            if line.split(": ", 1)[-1] == config.BYE:
                break
        self.server.finished.set()


class Server:
    """Accepts two clients, finds the order, and relays the chat."""

    def __init__(self) -> None:
        self.order: List[str] = []
        self.lock = threading.Lock()
        self.both = threading.Event()
        self.acked = threading.Event()
        self.finished = threading.Event()

    def register(self, text: str) -> None:
        """called by the client threads; remembers order of receipt"""
        with self.lock:
            self.order.append(text)
            log.info("received message %d: %s", len(self.order), text)
            if len(self.order) == config.CLIENTS:
                self.both.set()

    def run(self) -> None:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("", config.PORT))
        listener.listen()
        log.info("listening on %d", config.PORT)
        # accept both before any thread is started
        clients: List[Client] = []
        for _ in range(config.CLIENTS):
            sock, addr = listener.accept()
            log.info("accepted %s", addr)
            clients.append(Client(sock, self))
        clients[0].other, clients[1].other = clients[1], clients[0]
        for c in clients:
            c.send("START")        # clients wait for this
            c.start()
        self.both.wait()
        ack = f"{self.order[0]} received before {self.order[1]}"
        for c in clients:
            c.send(ack)
            log.info("sent ack: %s", ack)
        self.acked.set()
        # chat goes on in the threads
        self.finished.wait()
        for c in clients:
            c.sock.shutdown(socket.SHUT_RDWR)
            c.sock.close()
        listener.close()
        log.info("connections closed")


if __name__ == "__main__":
    # log to the screen and to a file
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.StreamHandler(sys.stdout),
                                  logging.FileHandler(config.LOGFILE)])
    Server().run()

"""
Assignment 2 - the server.                                     Camille Moreau

Why is multithreading needed here?
----------------------------------
Receiving from a socket blocks. There are two clients and nobody can foresee which
one sends first; a server with a single thread has to choose one of them for its
recv() and does not see what the other one does in the meantime. So it would confuse
"connected first" and "sent first". With one thread per client (ClientHandler) the
server listens to the two clients simultaneously, and each thread notes its message in the
shared MessageRegistry at the moment when it arrives. The registry is protected
by a condition variable, because two threads write to it.
"""

import socket

from handler import ClientHandler
from registry import MessageRegistry
from settings import SERVER_PORT


class Server:
    """Accepts the connections and starts the threads."""

    NUMBER_OF_CLIENTS = 2

    def __init__(self, port):
        self.registry = MessageRegistry(self.NUMBER_OF_CLIENTS)
        self.listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("", port))
        self.listener.listen(self.NUMBER_OF_CLIENTS)

    def run(self):
        # First all connections: the handlers are only created here, NOT started
        handlers = []
        while len(handlers) < self.NUMBER_OF_CLIENTS:
            sock, address = self.listener.accept()
            print("Connection from %s:%d" % address)
            handlers.append(ClientHandler(sock, address, self.registry))

        # Then receive
        for h in handlers:
            h.start()
        for h in handlers:
            h.join()
        self.listener.close()


if __name__ == "__main__":
    print("Server is waiting on port", SERVER_PORT)
    Server(SERVER_PORT).run()
    print("Server finished")

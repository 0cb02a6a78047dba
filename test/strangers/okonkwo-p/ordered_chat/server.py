"""Multithreaded TCP server that determines message ordering.

Why is multithreading needed?
-----------------------------
The server has to wait for messages from two independent clients at the same
time, and it cannot know in advance which of them will send first.  A blocking
``recv`` on one client's socket would prevent the server from noticing data
from the other client.  By dedicating one thread to each client, both sockets
are serviced concurrently.  The threads share a common data structure, which is
protected by a condition variable in order to avoid race conditions.
"""

from __future__ import annotations

import argparse
import logging
import socket
import threading
from typing import List

from .protocol import DEFAULT_PORT, Envelope

LOG = logging.getLogger("server")
REQUIRED_CLIENTS = 2


class MessageBoard:
    """Thread-safe container in which the handlers deposit their messages."""

    def __init__(self, expected: int) -> None:
        """Initialise the board.

        Args:
            expected: Number of messages to wait for.
        """
        self._expected = expected
        self._envelopes: List[Envelope] = []
        self._condition = threading.Condition()

    def post(self, envelope: Envelope) -> None:
        """Add an envelope and wake up all the waiting threads.

        Args:
            envelope: The envelope to add.
        """
        with self._condition:
            self._envelopes.append(envelope)
            self._condition.notify_all()

    def wait_for_summary(self) -> str:
        """Block until all messages have arrived and return the verdict.

        Returns:
            The response string, for example
            ``"X: Alice received before Y: Bob"``.
        """
        with self._condition:
            self._condition.wait_for(lambda: len(self._envelopes) >= self._expected)
            # Sort by time stamp so that thread scheduling can't affect the result
            ordered = sorted(self._envelopes, key=lambda e: e.timestamp)
        return " received before ".join(f"{e.sender}: {e.text}" for e in ordered)


class ClientHandler(threading.Thread):
    """Thread that services exactly one client connection."""

    def __init__(self, connection: socket.socket, address, board: MessageBoard) -> None:
        """Create the handler.

        Args:
            connection: The connected socket.
            address: The remote address.
            board: The shared message board.
        """
        super().__init__(name=f"client-{address[1]}")
        self.connection = connection
        self.board = board

    def run(self) -> None:
        """Receive one message, wait for the other one and send the acknowledgement."""
        with self.connection, self.connection.makefile("rw", encoding="utf-8") as stream:
            try:
                envelope = Envelope.read_from(stream)
            except (ConnectionError, ValueError) as exc:
                LOG.error("Bad client: %s", exc)
                return
            LOG.info("Received from client %s: %s", envelope.sender, envelope.text)
            self.board.post(envelope)
            summary = self.board.wait_for_summary()
            LOG.info("Sending acknowledgement to client %s: %s", envelope.sender, summary)
            Envelope("SERVER", summary).write_to(stream)


def serve(host: str, port: int) -> None:
    """Accept both clients and only then start receiving.

    Args:
        host: Interface to bind to.
        port: TCP port to listen on.
    """
    board = MessageBoard(REQUIRED_CLIENTS)
    handlers: List[ClientHandler] = []
    with socket.create_server((host, port)) as listener:
        LOG.info("Listening on %s:%d", host, port)
        # Accept BOTH connections before receiving from either client
        while len(handlers) < REQUIRED_CLIENTS:
            connection, address = listener.accept()
            LOG.info("Accepted connection %d from %s", len(handlers) + 1, address)
            handlers.append(ClientHandler(connection, address, board))
    for handler in handlers:
        handler.start()
    for handler in handlers:
        handler.join()
    LOG.info("Done")


def main() -> None:
    """Parse the command line and run the server."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--host", default="0.0.0.0")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s [%(threadName)s] %(message)s")
    serve(args.host, args.port)


if __name__ == "__main__":
    main()

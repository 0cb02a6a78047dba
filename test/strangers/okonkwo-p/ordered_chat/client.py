"""Interactive TCP client.

Usage::

    python3 -m ordered_chat.client X
    python3 -m ordered_chat.client Y
"""

from __future__ import annotations

import argparse
import socket

from .protocol import DEFAULT_HOST, DEFAULT_PORT, Envelope


def run_client(name: str, host: str, port: int) -> None:
    """Connect to the server, send one message and print the acknowledgement.

    Args:
        name: Identifier of this client, ``"X"`` or ``"Y"``.
        host: Host name or IP address of the server.
        port: TCP port of the server.
    """
    with socket.create_connection((host, port)) as connection:
        with connection.makefile("rw", encoding="utf-8") as stream:
            # Prepare the envelope that will be filled in by the user
            envelope = Envelope(sender=name)
            envelope.text = input(f"[{name}] Enter message: ")
            envelope.write_to(stream)
            print(f"[{name}] Sent to server: {envelope.text}")
            # Block until the server has received both messages
            reply = Envelope.read_from(stream)
            print(f"[{name}] Received from server: {reply.text}")


def main() -> None:
    """Parse the command line and run the client."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=["X", "Y"], help="client identifier")
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    args = parser.parse_args()
    run_client(args.name, args.host, args.port)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""UDP ping server (Anna).

Waits for datagrams and sends each one back in capital letters. To simulate
a network that loses packets it leaves about 30 % of them without an answer.

Usage:   python3 capital_server.py [port]        (default port 12001)
Mininet: mininet> h1 python3 capital_server.py &
"""
import random
import sys
from socket import socket, AF_INET, SOCK_DGRAM

DEFAULT_PORT = 12001
LOSS_RATE = 0.3


def is_lost():
    """Decide at random whether the current datagram counts as lost."""
    return random.random() < LOSS_RATE


def serve(port):
    """Answer datagrams at the given port until the program is stopped."""
    with socket(AF_INET, SOCK_DGRAM) as sock:
        sock.bind(("", port))
        print(f"Server is ready at UDP port {port}", flush=True)
        while True:
            data, client = sock.recvfrom(2048)
            if is_lost():
                print(f"{client[0]}:{client[1]}  dropped", flush=True)
                continue
            sock.sendto(data.upper(), client)
            print(f"{client[0]}:{client[1]}  answered", flush=True)


def main():
    """Read the port from the command line and start the server."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PORT
    try:
        serve(port)
    except KeyboardInterrupt:
        print("\nServer stopped")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""
CST 311 - Assignment #2
client_y.py  -  client Y
Lina Haddad

Run:  python3 client_y.py [server address] [port]
"""

import socket
import sys

NAME = "Y"
DEFAULT_MESSAGE = "Bob"


def main():
    host = sys.argv[1] if len(sys.argv) > 1 else "10.0.0.1"      # h1
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 12000

    # TCP socket; connect() does the handshake
    with socket.create_connection((host, port)) as sock:
        print("Client %s is connected to %s:%d" % (NAME, host, port))

        # just press return for the default message
        text = input("Message [%s]: " % DEFAULT_MESSAGE) or DEFAULT_MESSAGE
        message = NAME + ": " + text

        sock.sendall((message + "\n").encode())
        print("Sent to server:", message)

        # wait for the acknowledgement (one line)
        answer = sock.makefile().readline().strip()
        print("From server:", answer)


if __name__ == "__main__":
    main()

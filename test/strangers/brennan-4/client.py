#!/usr/bin/env python3
"""CST 311 assignment 2 -- client X or Y.           (S. Brennan)

Usage:  client.py ROLE NAME [--host ADDRESS] [--port PORT] [--wait SECONDS]

ROLE is X or Y, NAME is the text of the message.  --wait holds the message back
after the connection is made, so one can test "connected first, sent second".
"""
import argparse
import socket
import time

from wire import recv_text, send_text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=["X", "Y"])
    parser.add_argument("name")
    parser.add_argument("--host", default="10.0.0.1")
    parser.add_argument("--port", type=int, default=31100)
    parser.add_argument("--wait", type=float, default=0.0)
    opts = parser.parse_args()

    with socket.create_connection((opts.host, opts.port)) as sock:
        print(f"[{opts.role}] connected")
        time.sleep(opts.wait)
        message = f"{opts.role}: {opts.name}"
        send_text(sock, message)
        print(f"[{opts.role}] sent: {message!r}")
        print(f"[{opts.role}] received: {recv_text(sock)!r}")


if __name__ == "__main__":
    main()

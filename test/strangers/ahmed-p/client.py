#!/usr/bin/env python3
"""
client.py - Client for Assignment 2
Author: Sana Ahmed

Usage: python3 client.py --name X [--server 10.0.0.1] [--port 8311] [--message Alice]

If no message is given, the user is asked for it.
"""

import argparse
import socket


def parse():
    """Read the command line."""
    p = argparse.ArgumentParser()
    p.add_argument("--name", required=True, choices=("X", "Y"))
    p.add_argument("--server", default="10.0.0.1")
    p.add_argument("--port", type=int, default=8311)
    p.add_argument("--message")
    return p.parse_args()


def main():
    """Connect, send, wait for the acknowledgement, print everything."""
    args = parse()
    with socket.create_connection((args.server, args.port)) as s:
        # ask only after the connection exists
        text = args.message or input(f"Message of client {args.name}: ")
        s.sendall(f"{args.name}\t{text}\n".encode())
        print(f"[>] {text}")
        # the acknowledgement is exactly one line
        print(f"[<] {s.makefile().readline().strip()}")


if __name__ == "__main__":
    main()

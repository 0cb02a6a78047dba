#!/usr/bin/env python3
"""order_client.py - Sofie Eriksen, CST 311 PA2

usage: order_client.py NAME [SERVER]     (NAME is X or Y)
"""
import os
import socket
import sys
import threading


def listen(sock):
    """Print everything the server sends, end the program with the connection."""
    for line in sock.makefile("r"):
        print("Received:", line.rstrip("\n"), flush=True)
    print("Connection closed by server", flush=True)
    os._exit(0)   # also ends the pending input()


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    name = sys.argv[1]
    server = sys.argv[2] if len(sys.argv) > 2 else "10.0.0.1"
    sock = socket.create_connection((server, 9311))
    print(f"Client {name} connected")
    threading.Thread(target=listen, args=(sock,), daemon=True).start()
    # the first message carries our name
    text = input("Message: ")
    sock.sendall(f"{name}|{text}\n".encode())
    print("Sent:", text)
    # all others are chat
    while True:
        text = input()
        sock.sendall((text + "\n").encode())
        print("Sent:", text)


main()

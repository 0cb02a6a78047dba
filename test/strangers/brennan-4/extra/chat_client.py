#!/usr/bin/env python3
"""EXTRA CREDIT: chat client.  Usage: chat_client.py ROLE [HOST] [PORT]   (S. Brennan)

Main thread listens to the server, a daemon thread reads the keyboard.
"""
import socket
import sys
import threading

role = sys.argv[1]
other = "Y" if role == "X" else "X"
host = sys.argv[2] if len(sys.argv) > 2 else "10.0.0.1"
port = int(sys.argv[3]) if len(sys.argv) > 3 else 31101


def keyboard(sock):
    """Send every line typed by the user; stop after Bye."""
    for line in sys.stdin:
        text = line.rstrip("\n")
        sock.sendall((text + "\n").encode())
        print(f"{role} (me): {text}", flush=True)
        if text == "Bye":
            return


sock = socket.create_connection((host, port))
print("Connected. Type messages, Bye ends the chat.", flush=True)
threading.Thread(target=keyboard, args=(sock,), daemon=True).start()
for incoming in sock.makefile("r", encoding="utf-8"):
    print(f"{other}: {incoming.rstrip()}", flush=True)
print("Connection closed by server.")

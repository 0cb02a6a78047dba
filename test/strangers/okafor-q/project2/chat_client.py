"""Client for X and Y.

    python3 chat_client.py --id X --server 10.0.0.1
"""
import argparse
import os
import socket
import threading

import wire


def listen(sock):
    """Thread: print whatever the server sends."""
    while True:
        try:
            text = wire.get(sock)
        except OSError:
            text = None
        if text is None:
            print("* connection closed by server", flush=True)
            os._exit(0)      # input() below cannot be interrupted otherwise
        print("< " + text, flush=True)


ap = argparse.ArgumentParser()
ap.add_argument("--id", choices=["X", "Y"], required=True)
ap.add_argument("--server", default="10.0.0.1")
ap.add_argument("--port", type=int, default=5050)
opts = ap.parse_args()

sock = socket.create_connection((opts.server, opts.port))
print("* connected to %s as client %s. First line you type is your message," % (opts.server, opts.id))
print("* after that you can chat. Bye ends.", flush=True)
threading.Thread(target=listen, args=(sock,), daemon=True).start()

first = True
try:
    while True:
        line = input()
        # only the first message has to carry our letter
        wire.put(sock, opts.id + "|" + line if first else line)
        print("> %s: %s" % (opts.id, line), flush=True)
        first = False
except (EOFError, KeyboardInterrupt):
    sock.close()

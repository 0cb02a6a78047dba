# client.py - start as:  python3 client.py --me X --say Alice
# sends the --say message immediately, prints the acknowledgement, then it is a chat
# (keyboard -> server -> other client). "Bye" leaves.
import argparse
import json
import os
import pathlib
import socket
import threading

from wire import Envelope, receive

CFG = json.loads((pathlib.Path(__file__).parent / "config.json").read_text())

ap = argparse.ArgumentParser()
ap.add_argument("--me", choices=["X", "Y"], required=True)
ap.add_argument("--say", help="the first message; asked for if it is not given")
ap.add_argument("--host", default=CFG["host"])
opt = ap.parse_args()

sock = socket.create_connection((opt.host, CFG["port"]))


def listen():
    # receiving half, a thread because input() blocks
    try:
        while True:
            e = receive(sock)
            if e.kind == "ack":
                print(f"\rserver says: {e.body}", flush=True)
            else:
                print(f"\r<{e.sender}> {e.body}", flush=True)
    except (EOFError, OSError):
        print("\rconnection closed by server", flush=True)
        os._exit(0)     # input() in the main thread can not be interrupted otherwise


def put(kind, body):
    sock.sendall(Envelope(kind, opt.me, body).pack())
    print(f"<{opt.me}> {body}", flush=True)


put("msg", opt.say or input("first message: "))
t = threading.Thread(target=listen)
t.start()
try:
    while True:
        line = input()
        if line:
            put("chat", line)
except EOFError:
    t.join()

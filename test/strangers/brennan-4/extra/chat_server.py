#!/usr/bin/env python3
"""EXTRA CREDIT: chat relay.  Usage: chat_server.py [PORT]     (S. Brennan)

Why threads: either of the two may talk at any moment, so each connection has
a thread of its own which blocks in readline() and relays to the other side.
Messages are lines of text.  "Bye" is relayed and then both sides are closed.
"""
import socket
import sys
import threading


def relay(me, other, label, done):
    """Pass on every line of `me` to `other` until Bye or end of stream."""
    for line in me.makefile("r", encoding="utf-8"):
        text = line.rstrip("\r\n")
        print(f"[{label}] {text}")
        try:
            other.sendall(f"{text}\n".encode())
        except OSError:
            break
        if text == "Bye":
            break
    done.set()                              # wakes up main, which closes both


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 31101
    with socket.create_server(("", port)) as listener:
        print("chat server on port", port)
        a, _ = listener.accept()
        b, _ = listener.accept()
        print("both clients are here")
        done = threading.Event()
        threading.Thread(target=relay, args=(a, b, "1st", done), daemon=True).start()
        threading.Thread(target=relay, args=(b, a, "2nd", done), daemon=True).start()
        done.wait()
        for sock in (a, b):
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            sock.close()
        print("chat is over")


if __name__ == "__main__":
    main()

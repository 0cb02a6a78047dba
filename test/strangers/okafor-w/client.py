#!/usr/bin/env python3
"""CST 311 PA2 client.

    python3 client.py X --host 10.0.0.1 [--message Alice]
    python3 client.py Y --host 10.0.0.1 [--message Bob]

Without --message you are asked for it once the connection is there.
"""
import argparse
import os
import socket
import sys
import threading

from protocol import PORT, recv_msg, send_msg


def keyboard(name, wfile):
    """Background thread: every line typed goes to the server until Bye."""
    while True:
        try:
            text = input()
        except EOFError:
            text = "Bye"
        try:
            send_msg(wfile, type="chat", **{"from": name}, text=text)
        except (OSError, ValueError):
            return
        print(f"[sent] {name}: {text}")
        if text.strip().lower() == "bye":
            return


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("name", choices=["X", "Y"], help="which client this is")
    ap.add_argument("--host", default="127.0.0.1")
    ap.add_argument("--port", type=int, default=PORT)
    ap.add_argument("--message", help="first message, e.g. Alice")
    args = ap.parse_args()

    sock = socket.create_connection((args.host, args.port))
    rfile, wfile = sock.makefile("rb"), sock.makefile("wb")
    print(f"connected to {args.host}:{args.port} as client {args.name}")

    # 1. the message whose order counts
    text = args.message or input("Message for the server: ")
    send_msg(wfile, type="hello", **{"from": args.name}, text=text)
    print(f"[sent] {args.name}: {text}")

    # 2. the acknowledgement
    ack = recv_msg(rfile)
    if ack is None:
        print("server went away")
        return
    print("[server]", ack["text"])

    # 3. chat
    print("You can chat now. Type Bye to leave.")
    threading.Thread(target=keyboard, args=(args.name, wfile), daemon=True).start()
    try:
        while True:
            msg = recv_msg(rfile)
            if msg is None:
                break
            print(f"[{msg['from']}] {msg['text']}")
    except OSError:
        pass
    print("connection closed by server")
    sys.stdout.flush()
    os._exit(0)      # the keyboard thread still sits in input()


if __name__ == "__main__":
    main()

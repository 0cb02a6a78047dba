#!/usr/bin/env python3
"""CST 311 Assignment 2, client X or Y.                     Elsa Lindqvist

    python3 client.py --host 10.0.0.1 --id X
"""
import argparse
import os
import socket
import threading

from protocol import DEFAULT_PORT, read_json, send_json


def listen(reader):
    """Thread: print whatever the server relays, end the program when it closes."""
    while True:
        try:
            message = read_json(reader)
        except OSError:
            message = None
        if message is None:
            print("Connection closed, good bye.")
            os._exit(0)             # input() in the main thread cannot be interrupted
        print(f"{message['sender']}: {message['text']}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="10.0.0.1")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--id", choices=["X", "Y"], required=True)
    args = parser.parse_args()

    # connect and introduce ourselves
    sock = socket.create_connection((args.host, args.port))
    reader = sock.makefile("r", encoding="utf-8")
    send_json(sock, kind="hello", id=args.id)
    print(f"I am client {args.id}. Waiting for the other client...")

    read_json(reader)               # "ready"
    print("Both clients are here.")

    # the message which takes part in the race
    text = input("Message: ")
    send_json(sock, kind="text", text=text)
    print(f"Sent: {args.id}: {text}")
    print("Server:", read_json(reader)["text"])

    # extra credit: chat
    print("You can chat now. Type Bye to leave.")
    threading.Thread(target=listen, args=(reader,), daemon=True).start()
    while True:
        text = input()
        send_json(sock, kind="text", text=text)
        print(f"{args.id} (me): {text}")
        if text.strip().lower() == "bye":
            break
    # let the listener thread see that the server hangs up
    threading.Event().wait(5)


if __name__ == "__main__":
    main()

"""CST 311 Assignment 2 - client. Aiko Yamamoto

python3 client.py --id X --server 10.0.0.1
"""
import argparse
import os
import socket
import threading

import wire

parser = argparse.ArgumentParser(description="client X or Y")
parser.add_argument("--id", choices=["X", "Y"], required=True)
parser.add_argument("--server", default="10.0.0.1")
parser.add_argument("--port", type=int, default=10311)
opt = parser.parse_args()


def read_block():
    """Read lines from the keyboard until an empty line. Bye needs no empty line."""
    lines = []
    while True:
        line = input("| ")
        if not lines and line.strip().lower() == "bye":
            return line
        if line == "":
            if lines:
                return "\n".join(lines)
            continue
        lines.append(line)


def listener(sock):
    """Thread: print the messages of the partner."""
    try:
        while True:
            text = wire.get(sock)
            print("\n--- from partner ---\n%s\n--------------------" % text, flush=True)
    except ConnectionError:
        print("\n(connection terminated)", flush=True)
        os._exit(0)


sock = socket.create_connection((opt.server, opt.port))
message = "%s: %s" % (opt.id, input("Your message to the server: "))
wire.put(sock, message)
print("sent:", message)
print("received:", wire.get(sock))

print("\nCHAT. Write one or several lines, an EMPTY line sends them. Bye ends the chat.")
threading.Thread(target=listener, args=(sock,), daemon=True).start()
while True:
    block = read_block()
    wire.put(sock, block)
    print("--- sent ---\n%s\n------------" % block, flush=True)
    if block.strip().lower() == "bye":
        break
threading.Event().wait(5)     # give the listener time to see the end

"""usage: chat_client.py --host 10.0.0.1 --id X"""
import argparse
import socket
import threading

import wire

ap = argparse.ArgumentParser(description="chat client")
ap.add_argument("--host", required=True, help="address of the server")
ap.add_argument("--port", type=int, default=7007)
ap.add_argument("--id", choices=["X", "Y"], required=True)
args = ap.parse_args()

sock = socket.create_connection((args.host, args.port))
wire.send(sock, wire.JOIN, args.id)
ready = threading.Event()     # set by the receiver when server says start


def receiver():
    # prints all that comes from the server until the line is cut
    while True:
        try:
            kind, text = wire.receive(sock)
        except (EOFError, OSError):
            print("(disconnected)")
            return
        if kind == wire.SYSTEM:
            ready.set()
        print({wire.RESULT: "RESULT ", wire.TEXT: "", wire.SYSTEM: "SYSTEM "}[kind] + text)


t = threading.Thread(target=receiver)
t.start()
ready.wait()
# keyboard loop; leaves with Bye or ctrl-d
while True:
    try:
        text = input()
    except EOFError:
        break
    wire.send(sock, wire.TEXT, text)
    print(f"me ({args.id}): {text}")
    if text == "Bye":
        break
t.join()

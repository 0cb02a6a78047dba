"""Client X or client Y.

usage: order_client.py --name X --message Alice [--server 10.0.0.1] [--port 6789] [--delay SEC]
"""
import argparse
import socket
import time


def exchange(server, port, name, message, delay=0.0, out=print):
    """connect, optionally wait, send, return the ack"""
    with socket.create_connection((server, port)) as s:
        time.sleep(delay)
        s.sendall("{}|{}\n".format(name, message).encode())
        out("Sent to server: {}: {}".format(name, message))
        ack = s.makefile().readline().rstrip()
        out("From server: " + ack)
        return ack


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--name", choices=["X", "Y"], required=True)
    ap.add_argument("--message", required=True)
    ap.add_argument("--server", default="10.0.0.1")
    ap.add_argument("--port", type=int, default=6789)
    # delay lets one connect first and send last
    ap.add_argument("--delay", type=float, default=0.0)
    a = ap.parse_args()
    exchange(a.server, a.port, a.name, a.message, a.delay)

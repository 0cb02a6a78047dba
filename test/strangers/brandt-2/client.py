#!/usr/bin/env python3
"""Assignment 2 client -- J. Brandt. The same program is used for X and Y.

  client.py --id X --server 10.0.0.1 --port 5005
"""
import argparse
import socket

# command line options
ap = argparse.ArgumentParser(description="client for assignment 2")
ap.add_argument("--id", required=True, choices=["X", "Y"], help="which client am I")
ap.add_argument("--server", default="10.0.0.1", help="address of server")
ap.add_argument("--port", type=int, default=5005)
ap.add_argument("--name", help="name to send, will be asked if missing")
args = ap.parse_args()

with socket.create_connection((args.server, args.port)) as s:
    print("connected to", args.server)
    # name from option or from keyboard
    name = args.name or input("name> ")
    msg = "%s: %s" % (args.id, name)
    s.sendall((msg + "\n").encode())      # newline ends the message
    print("sent     >", msg)
    # the server answers when everybody has sent
    ack = s.makefile().readline().strip()
    print("received <", ack)

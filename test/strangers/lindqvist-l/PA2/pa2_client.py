#!/usr/bin/env python3
"""CST311 PA2 client -- Maja Lindqvist

usage: pa2_client.py {X,Y} MESSAGE [--host H] [--port P] [--delay SECONDS]
"""
import argparse
import socket
import time

p = argparse.ArgumentParser()
p.add_argument("letter", choices=["X", "Y"])
p.add_argument("message")
p.add_argument("--host", default="10.0.0.1")
p.add_argument("--port", type=int, default=5311)
p.add_argument("--delay", type=float, default=0,
               help="seconds between connecting and sending, to provoke both orders")
args = p.parse_args()

with socket.create_connection((args.host, args.port)) as s:
    print(f"connected to {args.host}:{args.port} as {args.letter}")
    time.sleep(args.delay)
    # protocol: LETTER|TEXT\n
    s.sendall(f"{args.letter}|{args.message}\n".encode())
    print("sent:    ", args.message)
    # server answers with one line
    print("received:", s.makefile().readline().rstrip())

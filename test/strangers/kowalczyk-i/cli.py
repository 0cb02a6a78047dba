"""cli.py  --  usage: python3 cli.py {X,Y} message... [-s server] [-p port]"""
import argparse
import socket

ap = argparse.ArgumentParser()
ap.add_argument("letter", choices=["X", "Y"], help="who am I")
ap.add_argument("message", help="what to say, e.g. Alice")
ap.add_argument("-s", "--server", default="10.0.0.1")
ap.add_argument("-p", "--port", type=int, default=8899)
ap.add_argument("-w", "--wait", action="store_true", help="connect, then wait for ENTER before sending")
args = ap.parse_args()

with socket.create_connection((args.server, args.port)) as sock:
    if args.wait:
        input("connected, ENTER to send ")
    line = f"{args.letter}: {args.message}"
    sock.sendall(line.encode() + b"\n")
    print(">>", line)
    # reply ends where the server closes
    answer = b""
    while chunk := sock.recv(512):
        answer += chunk
    print("<<", answer.decode().strip())

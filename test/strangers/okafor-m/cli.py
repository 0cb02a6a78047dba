#!/usr/bin/env python3
"""Client for the ordering service.  CLIENT_ID=X API_HOST=10.0.0.1 ./cli.py [first message]"""
import json
import os
import socket
import sys
import threading

HOST = os.environ.get("API_HOST", "10.0.0.1")
PORT = int(os.environ.get("PORT", "8311"))
ME = os.environ["CLIENT_ID"]            # fail early if forgotten


def reader(sock):
    """Background: show everything the server pushes at us."""
    for line in sock.makefile("r", encoding="utf-8"):
        p = json.loads(line)
        if p["type"] == "ack":
            print("From Server:", p["text"], flush=True)
        else:
            print(f"{p['sender']}> {p['text']}", flush=True)
    print("(connection closed by server)", flush=True)
    os._exit(0)      # input() in the main thread can't be interrupted otherwise


def main():
    sock = socket.create_connection((HOST, PORT))
    threading.Thread(target=reader, args=(sock,), daemon=True).start()

    def post(text):
        sock.sendall((json.dumps({"client": ME, "text": text}) + "\n").encode())
        print(f"{ME} (me)> {text}", flush=True)

    # the first message may be given on the command line
    post(" ".join(sys.argv[1:]) or input("first message: "))
    try:
        while True:
            text = input()
            post(text)
            if text.lower() == "bye":
                break
    except (EOFError, BrokenPipeError):
        pass
    threading.Event().wait()   # reader ends the process


main()

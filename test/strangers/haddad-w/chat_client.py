"""The code both clients have in common, see client_x.py and client_y.py"""
import os
import socket
import threading
import time

import config


def connect():
    """Try to connect, 20 times with a second between (server may be late)."""
    for attempt in range(20):
        try:
            s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            s.connect((config.SERVER_IP, config.SERVER_PORT))
            return s
        except OSError as e:
            print("server not there yet (%s), retry..." % e)
            s.close()
            time.sleep(1)
    raise SystemExit("could not connect")


def listen(sock):
    """Thread: prints all that comes from the server, ends the program at the end"""
    f = sock.makefile("r")
    for line in f:
        print("<<", line.rstrip("\n"))
    print("Connection terminated.")
    os._exit(0)


def run(name):
    """Whole client. name is X or Y"""
    sock = connect()
    sock.sendall(("NAME:" + name + "\n").encode())
    print("Connected as client " + name + ". Type your message (then keep on chatting, Bye = exit)")
    threading.Thread(target=listen, args=(sock,), daemon=True).start()
    while True:
        try:
            text = input()
        except EOFError:
            time.sleep(3600)
        if text == "":
            continue
        sock.sendall((text + "\n").encode())
        print(">>", name + ":", text)

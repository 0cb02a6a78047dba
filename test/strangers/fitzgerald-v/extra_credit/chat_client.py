#!/usr/bin/env python3
#
#  chat_client.py       Nora Fitzgerald, CST 311 PA#2 EXTRA CREDIT
#
#  Asks for a nickname, then everything typed goes to the room.
#  Your own lines come back from the server with your nickname in front.
#
import configparser
import os
import socket
import sys
import threading

cfg = configparser.ConfigParser()
cfg.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "config.ini"))

nick = input("Nickname: ")
sock = socket.create_connection((cfg["server"]["host"], cfg.getint("chat", "port")))
sock.sendall((nick + "\n").encode())


def keyboard():
    """Thread: keyboard -> server. A daemon, so it dies with the main thread."""
    for line in sys.stdin:
        try:
            sock.sendall(line.encode())
        except OSError:
            return


threading.Thread(target=keyboard, daemon=True).start()

# main thread: server -> screen, until the server hangs up
for line in sock.makefile("r"):
    print(line, end="", flush=True)
print("* the room is closed, good bye", flush=True)
os._exit(0)      # stdin is still locked by the keyboard thread

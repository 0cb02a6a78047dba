#!/usr/bin/env python3
#
#  chat_server.py       Nora Fitzgerald, CST 311 PA#2 EXTRA CREDIT
#
#  A little chat room for two. Everybody who connects gives a nickname as the
#  first line. Every line is BROADCAST to the room, also to the one who wrote
#  it, so both see exactly the same conversation in the same order.
#
#  Commands:  Bye or /quit   leave (this ends the room for both)
#             /history       show the last lines again
#             /who           who is here
#
import configparser
import os
import socket
import threading
from collections import deque

room = {}                     # nickname -> socket
history = deque(maxlen=50)    # last lines
lock = threading.RLock()      # for room and history


def tell(sock, line):
    """One line to one person."""
    try:
        sock.sendall((line + "\n").encode())
    except OSError:
        pass


def broadcast(line):
    """One line to everybody in the room, and into the history."""
    with lock:
        print(line)
        history.append(line)
        for sock in room.values():
            tell(sock, line)


def close_room():
    """Terminate the connections of all."""
    with lock:
        for sock in room.values():
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        room.clear()


def person(sock):
    """Thread for one person."""
    lines = sock.makefile("r")
    nick = lines.readline().strip() or "nobody"
    with lock:
        while nick in room:            # no doubles
            nick += "_"
        for old in history:            # who comes late sees what was said
            tell(sock, old)
        room[nick] = sock
    broadcast(f"* {nick} has joined")
    for line in lines:
        line = line.strip()
        if line == "/history":
            for old in list(history):
                tell(sock, "  " + old)
        elif line == "/who":
            tell(sock, "* here: " + ", ".join(room))
        elif line in ("Bye", "bye", "BYE", "/quit"):
            broadcast(f"{nick}: Bye")
            close_room()
            break
        elif line:
            broadcast(f"{nick}: {line}")
    sock.close()


def main():
    cfg = configparser.ConfigParser()
    here = os.path.dirname(os.path.abspath(__file__))
    cfg.read(os.path.join(here, "..", "config.ini"))
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", cfg.getint("chat", "port")))
    listener.listen()
    print("Chat room open (Ctrl-C stops the server)")
    try:
        while True:
            conn, _ = listener.accept()
            threading.Thread(target=person, args=(conn,), daemon=True).start()
    except KeyboardInterrupt:
        print("\nRoom closed")


main()

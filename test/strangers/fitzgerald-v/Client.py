#!/usr/bin/env python3
#
#  Client.py            Nora Fitzgerald, CST 311 PA#2
#
#  Run it twice, on h2 and h3.  It asks for the letter and the message.
#
import configparser
import os
import socket

# the address of the server is read from config.ini beside this file
cfg = configparser.ConfigParser()
cfg.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "config.ini"))
address = (cfg["server"]["host"], cfg.getint("server", "port"))


def ask_letter():
    """Keep asking until the user says X or Y."""
    while True:
        letter = input("Which client is this (X/Y)? ").strip().upper()
        if letter in ("X", "Y"):
            return letter
        print("Please answer X or Y")


letter = ask_letter()
with socket.create_connection(address) as sock:
    print("Connected to", address)
    name = input("Type the message for the server: ").strip()
    message = f"{letter}: {name}"
    sock.sendall(message.encode())
    print("Sent:", message)
    print("Received:", sock.recv(1024).decode())

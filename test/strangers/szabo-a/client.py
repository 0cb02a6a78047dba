#!/usr/bin/python3
# Programming assignment 2, client       Bence Szabo
#
#   python3 client.py X         on h2
#   python3 client.py Y         on h3
#
# First line you type = your name (Alice / Bob), after the answer of the server you
# can chat. Write Bye to quit.

import select
import socket
import sys

SERVER_IP = "10.0.0.1"          # h1
#SERVER_IP = "127.0.0.1"        # for testing at home
PORT = 5050

me = sys.argv[1]                # X or Y

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER_IP, PORT))
print("I am client", me, "- write your name and press enter")

first = True                    # the first line gets "X: " before it
while True:
    # wait for keyboard or server, whatever comes first
    r, _, _ = select.select([sys.stdin, s], [], [])

    if s in r:
        data = s.recv(2048)
        if not data:
            print("(connection closed by the server)")
            break
        for line in data.decode().splitlines():
            print("RECEIVED:", line)

    if sys.stdin in r:
        text = sys.stdin.readline()
        if not text:            # ctrl-d
            break
        text = text.strip()
        if first:
            text = me + ": " + text
            print("SENT:    ", text)
            first = False
        else:
            print("SENT:    ", me + ": " + text)
        s.sendall((text + "\n").encode())

s.close()

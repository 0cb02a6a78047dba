#!/usr/bin/env python3
"""CST 311 PA2 client.  Same program for both; the server deals out the letters.

  PA2_SERVER  where the server is (default 10.0.0.1)
  PA2_PORT    default 31100
  PA2_TEXT    what to send; if it is not set you are asked
"""
import os
import socket
import sys

server = os.environ.get("PA2_SERVER", "10.0.0.1")
port = int(os.environ.get("PA2_PORT", "31100"))

try:
    s = socket.create_connection((server, port))
except OSError as e:
    sys.exit(f"cannot reach {server}:{port}: {e}")

f = s.makefile("rw", encoding="utf-8", newline="\n")
me = f.readline().strip()          # line 1 from the server: my letter
print("I am client", me)
print("waiting for the other client ...")
f.readline()                       # line 2: GO

text = os.environ.get("PA2_TEXT")
if text is None:
    text = input("text> ")
f.write(text + "\n")
f.flush()
print(f"{me} -> server: {text}")

# verdict
print(f"server -> {me}: {f.readline().strip()}")
s.close()

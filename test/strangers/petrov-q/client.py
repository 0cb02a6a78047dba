"""
Client. It asks for its name (X or Y), or give the name as argument:
    python3 client.py Y
"""
import json
import os
import socket
import sys

conf = json.load(open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "config.json")))

name = sys.argv[1] if len(sys.argv) > 1 else input("Client name (X or Y): ")

sock = socket.socket()
sock.connect((conf["server_host"], conf["server_port"]))
stream = sock.makefile("rw", encoding="utf-8")


def send(**fields):
    line = json.dumps(fields)
    print("sent:    ", line, flush=True)
    stream.write(line + "\n")
    stream.flush()


# The server drives the dialogue, we react to the type of its message
for line in stream:
    print("received:", line.strip(), flush=True)
    obj = json.loads(line)
    if obj["type"] == "who":
        send(type="name", name=name)
    elif obj["type"] == "begin":
        send(type="msg", text=input("Your message: "))
    elif obj["type"] == "ack":
        print()
        print("   >>>", obj["text"])
        break
    else:
        break
sock.close()

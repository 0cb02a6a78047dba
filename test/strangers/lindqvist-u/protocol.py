"""Framing used by client.py and server.py.

TCP is a byte stream, so one recv() is not always one message. We send one JSON
object per line, e.g.

    {"kind": "hello", "id": "X"}
    {"kind": "text",  "text": "Alice"}
    {"kind": "ack",   "text": "X: Alice received before Y: Bob"}
"""
import json

DEFAULT_PORT = 5311


def send_json(sock, **fields):
    """Send one message (keyword arguments become the JSON fields)."""
    sock.sendall((json.dumps(fields) + "\n").encode("utf-8"))


def read_json(reader):
    """Return the next message as a dict, or None if the other end has closed."""
    line = reader.readline()
    if not line:
        return None
    return json.loads(line)

"""Wire format shared by server.py and client.py.

Every message is one JSON object on one line (UTF-8, terminated by "\n"):

    {"type": "hello", "from": "X", "text": "Alice"}     client -> server
    {"type": "ack",   "text": "X: Alice received before Y: Bob"}
    {"type": "chat",  "from": "X", "text": "how are you"}

TCP is a byte stream, so one recv() is not one message; the newline is what tells
us where a message ends.
"""
import json

PORT = 5311


def send_msg(wfile, **fields):
    """Write one message to a binary file object and flush it."""
    wfile.write(json.dumps(fields).encode("utf-8") + b"\n")
    wfile.flush()


def recv_msg(rfile):
    """Read one message; None at end of stream."""
    line = rfile.readline()
    if not line:
        return None
    return json.loads(line.decode("utf-8"))

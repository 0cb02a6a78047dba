"""Things that both sides use."""
import json

PORT = 14311


def send_obj(f, **fields):
    """One JSON object per line"""
    f.write(json.dumps(fields) + "\n")
    f.flush()


def recv_obj(f):
    line = f.readline()
    if not line:
        return None     # connection closed
    return json.loads(line)

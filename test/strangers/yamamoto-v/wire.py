"""Small helper used by server and client: messages with a length in front.

TCP is a stream, so a message of several lines must say where it ends.
"""
import struct


def put(sock, text):
    """Send one message: 4 bytes length, then the text in UTF-8."""
    data = text.encode("utf-8")
    sock.sendall(struct.pack("!I", len(data)) + data)


def _exactly(sock, n):
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            raise ConnectionError("closed")
        data += part
    return data


def get(sock):
    """Receive one message. ConnectionError when the other side has closed."""
    try:
        (n,) = struct.unpack("!I", _exactly(sock, 4))
        return _exactly(sock, n).decode("utf-8")
    except OSError as e:
        raise ConnectionError from e

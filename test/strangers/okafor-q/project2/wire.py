"""wire.py - how we put messages on the TCP stream.

TCP is a byte stream, so it has no message boundaries. Each message is sent as
    2 bytes  length (network byte order)
    n bytes  UTF-8 text
"""
import struct


def read_exact(sock, n):
    """Read exactly n bytes, or return None if the peer closed."""
    data = b""
    while len(data) < n:
        piece = sock.recv(n - len(data))
        if not piece:
            return None
        data += piece
    return data


def get(sock):
    """Return the next message as str, None at the end of the stream."""
    head = read_exact(sock, 2)
    if head is None:
        return None
    (n,) = struct.unpack("!H", head)
    body = read_exact(sock, n)
    return None if body is None else body.decode("utf-8")


def put(sock, text):
    raw = text.encode("utf-8")
    sock.sendall(struct.pack("!H", len(raw)) + raw)

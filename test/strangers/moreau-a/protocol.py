"""
Framing of the messages.

TCP is a stream of bytes and knows no messages, so each message is sent as
4 bytes length (network order) followed by the UTF-8 text.
"""

import struct


class ConnectionLost(Exception):
    """The other side closed the connection."""


def send_message(sock, text):
    """Send one message."""
    data = text.encode("utf-8")
    sock.sendall(struct.pack("!I", len(data)) + data)


def _read_exactly(sock, n):
    """Read n bytes, or raise ConnectionLost."""
    data = b""
    while len(data) < n:
        part = sock.recv(n - len(data))
        if not part:
            raise ConnectionLost()
        data += part
    return data


def receive_message(sock):
    """Receive one message (blocks)."""
    (length,) = struct.unpack("!I", _read_exactly(sock, 4))
    return _read_exactly(sock, length).decode("utf-8")

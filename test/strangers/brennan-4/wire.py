"""wire.py -- how messages travel on the TCP stream.

TCP is a byte stream and keeps no message boundaries, so each message is sent as
a 4 byte big-endian length followed by that many bytes of UTF-8 text.
"""
import struct

_HEADER = struct.Struct("!I")


def _read_exactly(sock, count):
    """Read exactly `count` bytes; raise EOFError if the peer hangs up."""
    chunks = []
    while count:
        chunk = sock.recv(count)
        if not chunk:
            raise EOFError("peer closed the connection")
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def send_text(sock, text):
    """Send one framed message."""
    data = text.encode("utf-8")
    sock.sendall(_HEADER.pack(len(data)) + data)


def recv_text(sock):
    """Block until one framed message has been received; return it."""
    (length,) = _HEADER.unpack(_read_exactly(sock, _HEADER.size))
    return _read_exactly(sock, length).decode("utf-8")

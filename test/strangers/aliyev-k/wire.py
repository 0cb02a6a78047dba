"""Framing shared by server and client: 2 byte length (big endian), 1 byte kind, payload."""
import struct

HEAD = struct.Struct("!HB")
JOIN, TEXT, RESULT, SYSTEM = range(4)


def send(sock, kind, text):
    raw = text.encode("utf-8")
    sock.sendall(HEAD.pack(len(raw), kind) + raw)


def exactly(sock, n):
    """recv may return less than asked, so loop."""
    out = b""
    while len(out) < n:
        got = sock.recv(n - len(out))
        if not got:
            raise EOFError
        out += got
    return out


def receive(sock):
    n, kind = HEAD.unpack(exactly(sock, HEAD.size))
    return kind, exactly(sock, n).decode("utf-8")

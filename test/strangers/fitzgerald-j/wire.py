"""wire.py - the envelope which travels between server and clients.

4 byte big endian length, followed by that many bytes of JSON. I like dataclasses.
"""
from __future__ import annotations
import json
import struct
from dataclasses import dataclass, asdict


@dataclass
class Envelope:
    kind: str            # "msg", "ack" or "chat"
    sender: str          # "X", "Y" or "server"
    body: str

    def pack(self) -> bytes:
        raw = json.dumps(asdict(self)).encode()
        return struct.pack("!I", len(raw)) + raw


def _exactly(sock, n):
    out = b""
    while len(out) < n:
        piece = sock.recv(n - len(out))
        if not piece:
            raise EOFError
        out += piece
    return out


def receive(sock) -> Envelope:
    (n,) = struct.unpack("!I", _exactly(sock, 4))
    return Envelope(**json.loads(_exactly(sock, n)))

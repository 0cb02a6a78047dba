"""Helpers used by server and client.

Every message on the wire is: 4 bytes length (big endian) + JSON text (utf-8).
"""
import json
import struct

HOST = "10.0.0.1"
PORT = 9311


def pack(obj):
    """dict -> bytes with the length header in front"""
    body = json.dumps(obj).encode("utf-8")
    return struct.pack("!I", len(body)) + body


async def read_msg(reader):
    """read exactly one message from an asyncio stream"""
    head = await reader.readexactly(4)
    (length,) = struct.unpack("!I", head)
    body = await reader.readexactly(length)
    return json.loads(body.decode("utf-8"))

"""RAR 5 archives whose files are stored, by RARLAB's technical note of the format: no packer of rar
is free software. Used by hostile_archives.py and make_archive.py."""
import struct
import zlib

MAIN, FILE, END = 1, 2, 5


def pack_number(value):
    """Give a vint: seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def pack_block(kind, flags, body, data=None):
    """Give one block: its checksum, its size, its head, and the data behind it."""
    size = b"" if data is None else pack_number(len(data))
    head = pack_number(kind) + pack_number(flags) + size + body
    sized = pack_number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized + (data or b"")


def pack_rar(entries):
    """Give the bytes of an archive of (path, bytes) pairs."""
    blocks = [b"Rar!\x1a\x07\x01\x00", pack_block(MAIN, 0, pack_number(0))]
    for path, data in entries:
        name = path.encode()
        # With a checksum of the data; stored; made by Unix.
        body = (pack_number(4) + pack_number(len(data)) + pack_number(0o100644) +
                struct.pack("<I", zlib.crc32(data)) + pack_number(0) + pack_number(1) +
                pack_number(len(name)) + name)
        blocks.append(pack_block(FILE, 2, body, data))
    return b"".join(blocks + [pack_block(END, 0, pack_number(0))])

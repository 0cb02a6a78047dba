"""Frames: UTF-8 text ended by a NUL byte."""


def send_frame(sock, text):
    sock.sendall(text.encode() + b"\0")


def recv_frame(sock):
    """Read up to the NUL. One frame per direction only, so nothing can be left over."""
    data = bytearray()
    while not data.endswith(b"\0"):
        chunk = sock.recv(512)
        if not chunk:
            raise ConnectionError("peer closed in the middle of a frame")
        data += chunk
    return data[:-1].decode()

"""Every message on the wire is a 4 byte length (network order) and then UTF-8 text."""
import socket
import struct
from typing import Optional

PORT = 31100


def send_text(sock: socket.socket, text: str) -> None:
    """Send one framed message."""
    data = text.encode()
    sock.sendall(struct.pack("!I", len(data)) + data)


def recv_text(sock: socket.socket) -> Optional[str]:
    """Receive one framed message, None when the peer has closed."""
    header = _recv_exactly(sock, 4)
    if header is None:
        return None
    (length,) = struct.unpack("!I", header)
    data = _recv_exactly(sock, length)
    return None if data is None else data.decode()


def _recv_exactly(sock: socket.socket, n: int) -> Optional[bytes]:
    """recv() may return less than asked for, so loop."""
    data = b""
    while len(data) < n:
        try:
            piece = sock.recv(n - len(data))
        except OSError:
            return None
        if not piece:
            return None
        data += piece
    return data

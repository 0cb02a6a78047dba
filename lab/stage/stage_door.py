"""Where the two terminals of a chat find each other on a box: `zx lab/chat.mjs --role X`.

The first one that comes is the host: it holds a lock and listens on a Unix socket in a folder that
only its user can enter. Whoever comes while it is there is its guest. Both ends are lines on the
standard streams of this program, which runs at the end of the connection that each terminal has to
the box anyway: no port, no daemon. The end of standard input ends it, and the host's end all.

    {"door": "host"}    nobody was here; a guest may come
    {"door": "guest"}   what follows is said to the host, and by it
    {"door": "in"}      to the host: a guest came; what follows is its
    {"door": "out"}     it is gone; another may come
    {"door": "full"}    to a second guest, who is sent away
"""

import errno
import fcntl
import json
import os
import selectors
import socket
import sys
import time

FOLDER = os.path.join(os.path.expanduser("~"), ".cache", "mininet-lab")
NAME = "chat.sock"  # bound from within the folder: a path of a socket has 107 bytes (unix(7))
LIMIT = 5.0  # s; a host that has the lock listens well within that
MOST_BYTES = 1 << 22


def say(what):
    """Tell the terminal on this side."""
    pour(1, json.dumps({"door": what}).encode("ascii") + b"\n")


def pour(descriptor, data):
    """Write all of it."""
    while data:
        data = data[os.write(descriptor, data):]


class Lines:
    """Hands over whole lines of one side only, so that ours may stand between them."""

    def __init__(self):
        self.rest = b""

    def take(self, data):
        """Give the whole lines so far, newlines included."""
        self.rest += data
        end = self.rest.rfind(b"\n") + 1
        if end == 0 and len(self.rest) > MOST_BYTES:
            raise OSError(errno.EMSGSIZE, "a line without an end")
        whole, self.rest = self.rest[:end], self.rest[end:]
        return whole


def listen():
    """Serve one guest after the other, until this side's terminal is gone."""
    try:
        os.unlink(NAME)  # of a host that was killed
    except FileNotFoundError:
        pass
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(NAME)
    server.listen(4)
    selector = selectors.DefaultSelector()
    for source in (server, sys.stdin.buffer.raw):
        selector.register(source, selectors.EVENT_READ)
    guest, lines = None, Lines()
    say("host")
    while True:
        for key, _ in selector.select():
            if key.fileobj is server:
                came, _ = server.accept()
                if guest is not None:
                    came.sendall(b'{"door": "full"}\n')
                    came.close()
                    continue
                guest, lines = came, Lines()
                selector.register(guest, selectors.EVENT_READ)
                say("in")
            elif key.fileobj is guest:
                data = receive(guest)
                if data:
                    pour(1, lines.take(data))
                    continue
                guest = dismiss(selector, guest)
            else:
                data = os.read(0, 65536)
                if not data:
                    return
                try:
                    if guest is not None:
                        guest.sendall(data)
                except OSError:
                    guest = dismiss(selector, guest)


def dismiss(selector, guest):
    """See a guest off that is gone."""
    selector.unregister(guest)
    guest.close()
    say("out")


def receive(connection):
    """Give what came, or nothing if the other side is gone, however."""
    try:
        return connection.recv(65536)
    except OSError:
        return b""


def visit(host):
    """Carry lines between this side's terminal and the host, until either is gone."""
    say("guest")
    selector = selectors.DefaultSelector()
    for source in (host, sys.stdin.buffer.raw):
        selector.register(source, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            data = receive(host) if key.fileobj is host else os.read(0, 65536)
            if not data:
                return
            if key.fileobj is host:
                pour(1, data)
            else:
                host.sendall(data)


def main():
    """Be the host, or find it."""
    os.makedirs(FOLDER, mode=0o700, exist_ok=True)
    os.chdir(FOLDER)
    lock = os.open("chat.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    os.umask(0o077)
    deadline = time.monotonic() + LIMIT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            try:
                listen()
            finally:
                os.unlink(NAME)
            return 0
        host = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            host.connect(NAME)
        except OSError as error:
            host.close()
            if time.monotonic() > deadline:
                sys.stderr.write("The other terminal's door does not open: %s\n" % error)
                return 1
            time.sleep(0.02)
            continue
        visit(host)
        return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BrokenPipeError, ConnectionError):
        sys.exit(0)  # whoever was to hear it is gone

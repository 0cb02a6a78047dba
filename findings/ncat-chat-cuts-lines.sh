#!/bin/sh
# ncat 7.93 (Debian 7.93+dfsg1-1), --chat: a line that comes in two segments is two messages, and a
# client that has said its last word hears nothing more.
#
# One would guess that a chat relays lines, and that a client which closes its sending side (as
# `printf … | nc` does at the end of its input) still gets what the others say. Seen: what one read
# gave is relayed under a name, so the second half of a line has the name in its middle; names are
# file descriptors, so the first client is user4; a half-closed client is dropped at once.
# Needs: python3, liblua5.3 and libpcap as nmap's packages do.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download ncat=7.93+dfsg1-1 >/dev/null 2>&1
dpkg -x ncat_*.deb root
cat >try.py <<'PY'
import socket
import subprocess
import sys
import time

free = socket.create_server(("127.0.0.1", 0))
port = free.getsockname()[1]
free.close()
server = subprocess.Popen([sys.argv[1], "-l", "127.0.0.1", str(port), "--chat"])


def join():
    """Connect as soon as the server listens, and wait for its greeting."""
    while True:
        try:
            one = socket.create_connection(("127.0.0.1", port))
            break
        except ConnectionRefusedError:
            time.sleep(0.02)
    one.settimeout(5)
    greeting = b""
    while b"already connected" not in greeting or not greeting.endswith(b"\n"):
        greeting += one.recv(1000)
    return one


try:
    x = join()
    y = join()
    x.recv(1000)  # that y has come
    x.sendall(b"X: Al")
    print(y.recv(1000))
    x.sendall(b"ice\n")
    print(y.recv(1000))
    x.shutdown(socket.SHUT_WR)
    print("x, half-closed:", x.recv(1000))
finally:
    server.kill()
PY
python3 try.py "$dir/root/usr/bin/ncat" >seen
cat seen
cat >expected <<'TEXT'
b'<user4> X: Al'
b'<user4> ice\n'
x, half-closed: b''
TEXT
cmp expected seen

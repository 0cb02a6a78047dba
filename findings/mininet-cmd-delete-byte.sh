#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1): one byte 0x7f in a command's output, and the next command gives
# the answer of this one.
#
# Node.cmd() gives what a command printed. One would guess that this holds for any output. Seen: the
# end of an answer is marked by a byte 0x7f. A program that prints one (binary data) and goes on
# ends its answer there, and the next cmd() gives the rest of it, before or in place of its own.
# Needs: root, python3 with distutils (before 3.12), iproute2.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download mininet=2.3.0-1 >/dev/null 2>&1
dpkg -x mininet_*.deb root
export PATH="$dir/root/usr/bin:$PATH" PYTHONPATH="$dir/root/usr/lib/python3/dist-packages"
cat >try.py <<'PY'
from mininet.node import Host

host = Host("h1")
print("cut:", repr(host.cmd(r"printf 'a\177'; sleep 1; echo b")))
print("begins the next answer:", repr(host.cmd("echo second")[0]))
host.terminate()
PY
unshare --net --mount --pid --fork --kill-child --mount-proc /usr/bin/python3 try.py >seen 2>/dev/null
cat seen
printf "cut: 'a'\nbegins the next answer: 'b'\n" | cmp - seen

#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1): the answer to a command of several lines starts with "> ".
#
# Node.cmd() takes a text for the host's shell, and one would guess that a here-document or a quoted
# newline in it is as good as a line. Seen: the shell is an interactive one, and its continuation
# prompts (PS2), one for each further line, stand in front of the command's output. Who parses the
# output meets "> > " before its first word.
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
print(repr(host.cmd("cat <<END\none\nEND")))
print(repr(host.cmd("printf 'two\nlines\n'")))
print(repr(host.cmd("echo one line")))
host.terminate()
PY
unshare --net --mount --pid --fork --kill-child --mount-proc /usr/bin/python3 try.py >seen 2>/dev/null
cat seen
cat >expected <<'TEXT'
'> > one\r\n'
'> > two\r\nlines\r\n'
'one line\r\n'
TEXT
cmp expected seen

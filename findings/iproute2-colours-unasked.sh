#!/bin/sh
# iproute2 6.15 as Debian 13 builds it: `ip` colours its output on a terminal without being asked,
# and TERM=dumb does not stop it.
#
# One would guess that colours need -color, as they do with iproute2 6.1 of Debian 12, or at least a
# TERM that has them. Seen: on a pty the address stands between escape sequences, also with
# TERM=dumb; not with NO_COLOR=1, nor with -color=never, nor in a pipe. Where two meet: every shell
# of a Mininet host is on a pty, so host.cmd("ip -o addr") gives a text that a pattern such as "inet
# ([0-9.]+)/" does not match.
# Needs: root, mmdebstrap, python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
chmod 755 "$dir"
cd "$dir"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
mmdebstrap --quiet --mode=root --variant=essential --include=iproute2 trixie root "$mirror" >log 2>&1
cat >try.py <<'PY'
import os
import pty
import sys

child, terminal = pty.fork()
if child == 0:
    os.chroot("root")
    os.chdir("/")
    os.execvp("env", ["env", *sys.argv[1:]])
text = b""
try:
    while True:
        text += os.read(terminal, 4096)
except OSError:
    os.waitpid(child, 0)
print("coloured" if b"\x1b[" in text else "plain", "127.0.0.1/8" in text.decode())
PY
{
  chroot root ip -V | grep -o 'iproute2-[0-9]*\.[0-9]*'
  for words in "TERM=xterm ip" "TERM=dumb ip" "NO_COLOR=1 TERM=xterm ip" "TERM=xterm ip -color=never"; do
    # shellcheck disable=SC2086 # words
    echo "$words: $(unshare --net sh -c 'ip link set lo up; exec "$@"' sh python3 try.py $words -o -4 addr show dev lo)"
  done
} >seen
cat seen
cat >expected <<'TEXT'
iproute2-6.15
TERM=xterm ip: coloured False
TERM=dumb ip: coloured False
NO_COLOR=1 TERM=xterm ip: plain True
TERM=xterm ip -color=never: plain True
TEXT
cmp expected seen

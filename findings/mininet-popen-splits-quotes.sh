#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1): Node.popen and Node.pexec take a string, and split it at every
# blank, within quotes as well.
#
# One would guess that a string is either a shell's line, as in cmd(), or is split as a shell splits
# words. Seen: sh gets `"exit` and `4"` as two words and ends with 2; cmd() understands the same
# text. A list, or shell=True, does what was meant.
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
line = 'sh -c "exit 4"'
print("cmd", host.cmd(line + "; echo $?").strip())
print("pexec", host.pexec(line)[2])
print("popen", host.popen(line).wait())
print("popen, a list", host.popen(["sh", "-c", "exit 4"]).wait())
print("popen, a shell", host.popen(line, shell=True).wait())
host.terminate()
PY
unshare --net --mount --pid --fork --kill-child --mount-proc /usr/bin/python3 try.py >seen 2>/dev/null
cat seen
printf 'cmd 4\npexec 2\npopen 2\npopen, a list 4\npopen, a shell 4\n' | cmp - seen

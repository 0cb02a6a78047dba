#!/bin/sh
# iproute2 6.1.0 (Debian 6.1.0-3), ip -json monitor: plain text, and no word of it.
#
# One would guess that -json, which all `ip ... show` follow, gives a stream of JSON objects, or is
# refused. Seen: `ip -json monitor address` prints the text that it prints without -json, with
# `Deleted` before what is gone, and says nothing; a JSON parser fails at its first letter.
# Needs: root.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download iproute2=6.1.0-3 >/dev/null 2>&1
dpkg -x iproute2_*.deb root
export PATH="$dir/root/sbin:$dir/root/usr/sbin:$PATH"
unshare --net sh -c '
  ip -V | grep -o "iproute2-[0-9.]*"
  ip link set lo up
  ip -json monitor address >watched 2>&1 &
  monitor=$!
  # It is listening once it has told of an address that comes and goes until then.
  until grep -q 127.0.0.9 watched; do
    ip address add 127.0.0.9/32 dev lo
    ip address del 127.0.0.9/32 dev lo
  done
  kill "$monitor"
  ip -json address show dev lo | grep -o "^\[{\"ifindex\":1"
  grep -o "^[^[{].*inet 127.0.0.9/32" watched | sed "s/  */ /g" | sort -u' >seen
cat seen
cat >expected <<'TEXT'
iproute2-6.1.0
[{"ifindex":1
1: lo inet 127.0.0.9/32
Deleted 1: lo inet 127.0.0.9/32
TEXT
cmp expected seen

#!/bin/sh
# iproute2 6.1.0 (Debian 6.1.0-3), tc -json: a rate in another unit than the text's, and classes of
# htb that are no JSON at all.
#
# One would guess that -json gives the same values in JSON. Seen: `rate 5mbit`, shown as 5Mbit in
# the text, is 625000 (bytes per second) in the JSON of tbf; and `tc -json class show` prints the
# plain text of an htb class, so that a JSON parser fails at its first letter.
# Needs: root, python3, a kernel with tbf and htb.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download iproute2=6.1.0-3 >/dev/null 2>&1
dpkg -x iproute2_*.deb root
export PATH="$dir/root/sbin:$dir/root/usr/sbin:$PATH"
unshare --net sh -c '
  tc -V | grep -o "iproute2-[0-9.]*"
  ip link set lo up
  tc qdisc add dev lo root tbf rate 5mbit burst 15k latency 50ms
  tc qdisc show dev lo | grep -o "rate [^ ]*"
  tc -json qdisc show dev lo | python3 -c "import json, sys; print(json.load(sys.stdin)[0][\"options\"][\"rate\"])"
  tc qdisc del dev lo root
  tc qdisc add dev lo root handle 1: htb default 1
  tc class add dev lo parent 1: classid 1:1 htb rate 5mbit
  tc -json class show dev lo | grep -o "^class htb 1:1"' >seen
cat seen
cat >expected <<'TEXT'
iproute2-6.1.0
rate 5Mbit
625000
class htb 1:1
TEXT
cmp expected seen

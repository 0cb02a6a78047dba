#!/bin/sh
# iproute2 6.1.0 (Debian 6.1.0-3), ip link add NAME type ...: a name that begins a keyword is one.
#
# One would guess that `ip link add a type bridge` makes a device a, as `ip link add x type bridge`
# makes x: ip-link(8) puts the name there. Seen: keywords may be cut short, so `a` is `address`
# ("type" is invalid lladdr) and `m` is `master`; with `name` before it any name is taken.
# Needs: root, a kernel with bridges.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download iproute2=6.1.0-3 >/dev/null 2>&1
dpkg -x iproute2_*.deb root
export PATH="$dir/root/sbin:$dir/root/usr/sbin:$PATH"
unshare --net sh -c '
  ip -V | grep -o "iproute2-[0-9.]*"
  for name in x a m; do
    ip link add "$name" type bridge 2>&1 | head -1
    ip -o link show dev "$name" >/dev/null 2>&1 && echo "$name is there" || echo "no $name"
  done
  ip link add name a type bridge && ip -o link show dev a | grep -o "[0-9]*: a:" | sed "s/.* //"' >seen
cat seen
cat >expected <<'TEXT'
iproute2-6.1.0
x is there
"type" is invalid lladdr.
no a
Error: argument "type" is wrong: Device does not exist
no m
a:
TEXT
cmp expected seen

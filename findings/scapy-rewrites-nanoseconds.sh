#!/bin/sh
# scapy 2.5.0 (Debian 2.5.0+dfsg-2): wrpcap(name, rdpcap(name)) takes the nanoseconds away.
#
# rdpcap keeps the nine digits of a capture in nanoseconds, and one would guess that writing the
# same packets gives the same file, or stamps cut to microseconds. Seen: microseconds, rounded to
# the nearest: a frame can come out later than it was, beyond one that followed it. nano=True must
# be said.
# Needs: python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download python3-scapy=2.5.0+dfsg-2 >/dev/null 2>&1
dpkg -x python3-scapy_*.deb root
cat >try.py <<'PY'
import struct

from scapy.utils import rdpcap, wrpcap

frame = bytes.fromhex("020000000001020000000002" "0806") + bytes(46)
with open("nano.pcap", "wb") as file:
    file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 65535, 1))
    file.write(struct.pack("<IIII", 1_700_000_001, 500_000_789, len(frame), len(frame)) + frame)
packets = rdpcap("nano.pcap")
print("read", packets[0].time)
wrpcap("again.pcap", packets)
print("again", rdpcap("again.pcap")[0].time)
wrpcap("nano-again.pcap", packets, nano=True)
print("nano=True", rdpcap("nano-again.pcap")[0].time)
PY
PYTHONPATH="$dir/root/usr/lib/python3/dist-packages" python3 try.py >seen 2>words
cat seen
printf 'read 1700000001.500000789\nagain 1700000001.500001\nnano=True 1700000001.500000789\n' | cmp - seen
! grep -i nano words

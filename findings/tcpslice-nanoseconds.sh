#!/bin/sh
# tcpslice 1.5 (Debian 1.5-1): the last stamp of a capture in nanoseconds is read as microseconds.
#
# A capture with the magic number a1b23c4d has nanoseconds (tcpdump --time-stamp-precision=nano).
# One would guess that `tcpslice -R` gives its span in full, or a microsecond off. Seen: a capture
# that ends 2.000040 s after its start ends 2.040000 s after it: the 40,000 ns were taken for 40,000
# µs. And a slice of it is written in microseconds, without a word.
# Needs: python3, libpcap.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download tcpslice=1.5-1 libnids1.21 libnet1 libosip2-15 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$dir/root/usr/lib/$(uname -m)-linux-gnu"
cat >make.py <<'PY'
import struct

start = 1_700_000_000
frame = bytes.fromhex("020000000001020000000002" "0806") + bytes(46)
with open("nano.pcap", "wb") as file:
    file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 65535, 1))
    for seconds, nanoseconds in (0, 0), (1, 500_000_789), (2, 40_000):
        file.write(struct.pack("<IIII", start + seconds, nanoseconds, len(frame), len(frame)) + frame)
PY
python3 make.py
{
  "$dir/root/usr/bin/tcpslice" -R nano.pcap | tr '\t' ' '
  "$dir/root/usr/bin/tcpslice" -w slice.pcap 1700000001 +1.2 nano.pcap
  od -An -tx4 -N4 slice.pcap
} >seen
cat seen
printf 'nano.pcap 1700000000.000000 1700000002.040000\n a1b2c3d4\n' | cmp - seen

#!/bin/sh
# dpkt 1.9.8 (Debian 1.9.8-1): the same capture has exact stamps as pcap and rounded ones as pcapng.
#
# One would guess that a frame's stamp does not depend on the container, since both say nanoseconds
# (magic a1b23c4d; if_tsresol 9), and that UniversalReader gives one type. Seen: a Decimal with all
# nine digits from pcap, a float from pcapng, which at today's dates holds steps of 238 ns: two
# frames 100 ns apart get one and the same stamp.
# Needs: python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download python3-dpkt=1.9.8-1 >/dev/null 2>&1
dpkg -x python3-dpkt_*.deb root
cat >try.py <<'PY'
import struct

import dpkt

frame = bytes.fromhex("020000000001020000000002" "0806") + bytes(46)
stamps = [1_700_000_000_000_000_400, 1_700_000_000_000_000_500]
with open("nano.pcap", "wb") as file:
    file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 65535, 1))
    for at in stamps:
        file.write(struct.pack("<IIII", at // 10**9, at % 10**9, len(frame), len(frame)) + frame)


def block(kind, body):
    body += bytes(-len(body) % 4)
    length = len(body) + 12
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


with open("nano.pcapng", "wb") as file:
    file.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
    file.write(block(1, struct.pack("<HHI", 1, 0, 65535) + struct.pack("<HHB3xHH", 9, 1, 9, 0, 0)))
    for at in stamps:
        file.write(block(6, struct.pack("<IIIII", 0, at >> 32, at & 0xFFFFFFFF, len(frame), len(frame)) + frame))
for name in "nano.pcap", "nano.pcapng":
    with open(name, "rb") as file:
        first, second = [at for at, _ in dpkt.pcap.UniversalReader(file)]
    print(name, type(first).__name__, "equal" if first == second else "different")
PY
PYTHONPATH="$dir/root/usr/lib/python3/dist-packages" python3 try.py >seen
cat seen
printf 'nano.pcap Decimal different\nnano.pcapng float equal\n' | cmp - seen

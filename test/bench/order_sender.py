"""Sends single bytes at times that X and Y have in common: `order_sender.py ROLE PAIRS SERVER`.

Of each pair one is late by 0 to 100 µs, half of them by 20 µs at the most; which one, and by how
much, is drawn from the same numbers on both sides.
"""

import random
import socket
import sys
import time

ROLE, PAIRS = sys.argv[1], int(sys.argv[2])
APART_NS, SPIN_NS = 1_500_000, 150_000
connection = socket.create_connection((sys.argv[3], 12000))
connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
start = int(connection.makefile().readline())
draw = random.Random(PAIRS)
for pair in range(PAIRS):
    late, most = draw.choice("XY"), draw.choice((20_000, 100_000))
    at = start + pair * APART_NS + (draw.randrange(most) if late == ROLE else 0)
    left = at - time.monotonic_ns()
    if left > SPIN_NS:
        time.sleep((left - SPIN_NS) / 1e9)
    while time.monotonic_ns() < at:
        pass
    connection.send(b".")
connection.close()

"""The two clocks of a box: the journal's, which all hosts share, and the capture's."""

import time


def read_clocks(tries=7):
    """Read both together, the best of a few tries; give (monotonic, wall, uncertainty), in ns."""
    best = None
    for _ in range(tries):
        before, wall, after = time.monotonic_ns(), time.time_ns(), time.monotonic_ns()
        if best is None or after - before < best[2]:
            best = ((before + after) // 2, wall, after - before)
    return best

"""Damaged input for what the box's half reads: /proc/net/tcp, and the notes of our own programs.

    python3 fuzz_readers.py SEED SECONDS

The kernel's own files are well formed; a gap of the kernel witness is still all that damage may
cost. Prints the number of cases, or the first one that was not borne.
"""

import io
import json
import os
import random
import sys
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../lab/stage"))
import stage_notes  # pylint: disable=wrong-import-position
import stage_sampler  # pylint: disable=wrong-import-position

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"
ROWS = [
    "   0: 0100000A:2EE0 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 17",
    "   1: 0100000A:2EE0 0200000A:A10A 01 00000000:00000008 00:00000000 00000000     0        0 0 1",
    "   2: 0000000000000000FFFF00000100000A:2EE0 0000000000000000FFFF00000200000A:A10A 08 00000000:"
    "00000000 00:00000000 00000000     0        0 99 1 0 20 4 30 10 -1",
]
NOTES = [
    {"monoNs": "1819995013954", "role": "server", "thread": 2, "what": "received", "text": "X"},
    {"monoNs": "1", "role": "X", "what": "done", "ticket": 1, "client": "10.0.0.2:41234"},
]
NASTY = ["[" * 100000, '{"a":' * 50000, "1e999", "NaN", "-Infinity", "9" * 5000, "\\ud800", "\0",
         "null", '"', "\u0663", ":", " ", "\t", "\n", "G", "\x80", "-1"]


def damage(text, rng):
    """Change a text in some places."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randint(0, len(text))
        to = min(len(text), at + rng.choice([0, 1, 5, 60]))
        piece = rng.choice([rng.choice(NASTY), text[at:to] * 3, "", chr(rng.randint(0, 0x17ff))])
        text = text[:at] + piece + text[to:]
    return text


def look(rng):
    """Sample once, where the files of /proc are damaged."""
    text = damage("\n".join([HEAD] + rng.choices(ROWS, k=rng.randint(0, 6))) + "\n", rng)
    # As in a play: an entry is written as JSON where it is told, in the sampler's thread.
    sampler = stage_sampler.Sampler(1, lambda event, now, previous: json.dumps(event))
    sampler.ending.set()
    stage_sampler.open = lambda *_, **__: io.StringIO(text)
    sampler.run()
    assert sampler.failure is None or sampler.failure, sampler.failure


def read_note(rng):
    """Read a line of a program's journal."""
    line = damage(json.dumps(rng.choice(NOTES)), rng).encode("utf-8", "surrogatepass")
    note = stage_notes.parse_note(line.replace(b"\n", b" "))
    assert note is None or isinstance(note[1], int), note


def main():
    """Go on until the time is over."""
    seed, seconds = int(sys.argv[1]), float(sys.argv[2])
    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        for read in (look, read_note):
            try:
                read(random.Random(seed + number))
            except BaseException:  # pylint: disable=broad-except
                traceback.print_exc(limit=-3)
                sys.exit("%s, case %d of seed %d" % (read.__name__, number, seed))
        number += 1
    print("%d cases" % number)


main()

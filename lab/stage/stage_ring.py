"""The binary form of a trace: pages of the kernel's ring buffer, and the events on them.

Documentation/trace/ring-buffer-map.rst and include/linux/ring_buffer.h of Linux. Text would have to
be made by the kernel and taken apart here, and has microseconds only; this form costs neither, and
has nanoseconds. Which field lies where is told by the kernel itself (`format`, `header_page`).
"""

import re
import struct

FIELD = re.compile(r"field:[^;]*?(\w+)(?:\[\w*\])?;\s*offset:(\d+);\s*size:(\d+);\s*signed:(\d);")
LENGTH = (1 << 27) - 1  # the bits of a page's commit that are the length of its data
MISSED = 1 << 31  # RB_MISSED_EVENTS: before this page events were lost
STORED = 1 << 30  # RB_MISSED_STORED: how many, as a long behind the data
PADDING, TIME_EXTEND, TIME_STAMP = 29, 30, 31  # RINGBUF_TYPE_*
LOW_BITS = (1 << 59) - 1  # of a time that a TIME_STAMP holds
UNPACK_WORD = struct.Struct("=I").unpack_from
CODES = {1: "b", 2: "h", 4: "i", 8: "q"}


def parse_fields(text):
    """Give {field: (offset, size, signed)} of a `format` or `header_page` file."""
    return {name: (int(offset), int(size), signed == "1")
            for name, offset, size, signed in FIELD.findall(text)}


def make_reader(text, names):
    """Give (id of the event, a function from its data to these fields, in this order).

    A field of 16 bytes, or of 4 that is an array of bytes, comes as bytes. KeyError where the
    kernel's event has no such field.
    """
    fields = parse_fields(text)
    number = int(re.search(r"^ID: (\d+)$", text, re.MULTILINE).group(1))
    code, at = "=", 0
    for name in sorted(names, key=lambda name: fields[name][0]):
        offset, size, signed = fields[name]
        is_bytes = size not in CODES or re.search(r"\b%s\[" % name, text)
        letter = CODES.get(size, "")
        kind = "%ds" % size if is_bytes else letter if signed else letter.upper()
        code += "%dx%s" % (offset - at, kind)
        at = offset + size
    order = sorted(names, key=lambda name: fields[name][0])
    unpack = struct.Struct(code).unpack_from
    places = [order.index(name) for name in names]
    if places == list(range(len(names))):
        return number, unpack
    return number, lambda data, start: tuple(map(unpack(data, start).__getitem__, places))


class Pages:
    """Takes pages apart; `text` is `events/header_page`."""

    def __init__(self, text):
        fields = parse_fields(text)
        self.head = struct.Struct("=Q%s" % CODES[fields["commit"][1]].upper()).unpack_from
        self.start = fields["data"][0]
        self.size = self.start + fields["data"][1]

    def split(self, page):
        """Give ([(ns, where the event's data starts in the page)], how many were lost before)."""
        now, commit = self.head(page, 0)
        events, at = [], self.start
        end = at + (commit & LENGTH)
        lost = 0
        if commit & MISSED:
            lost = struct.unpack_from("=q", page, end)[0] if commit & STORED else 1
        unpack = UNPACK_WORD
        while at < end:
            word, = unpack(page, at)
            kind, delta = word & 31, word >> 5
            at += 4
            if 0 < kind < PADDING:
                now += delta
                events.append((now, at))
                at += 4 * kind
            elif kind == TIME_STAMP:
                # The five highest bits do not fit, and are those of the time before.
                now = (now & ~LOW_BITS) | (delta + (unpack(page, at)[0] << 27))
                at += 4
            elif kind == TIME_EXTEND:
                now += delta + (unpack(page, at)[0] << 27)
                at += 4
            elif kind == PADDING:
                if delta == 0:
                    break  # nothing is behind it
                now += delta
                at += unpack(page, at)[0]
            else:
                now += delta
                events.append((now, at + 4))
                at += unpack(page, at)[0]
        return events, lost

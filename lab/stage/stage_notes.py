"""What our own programs note: a JSON object a line, in the file that LAB_JOURNAL names."""

import json

FACTS = ("client", "thread", "text", "ticket", "tookMs")


class ProgramJournal:
    """The journal that one program appends to."""

    def __init__(self, path):
        self.path = path
        self.position = 0
        self.pending = b""  # a line that is not whole yet

    def read(self):
        """Give the notes of the lines that were added; None for each that is no entry."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.position)
                data = file.read()
        except FileNotFoundError:
            return []
        self.position += len(data)
        lines = (self.pending + data).split(b"\n")
        self.pending = lines.pop()
        return [parse_note(line) for line in lines]


def parse_note(line):
    """Give what was noted, when (ns of CLOCK_MONOTONIC), and the facts; None if it is no entry."""
    try:
        note = json.loads(line.decode("utf-8"))
        mono = int(note.pop("monoNs"))
        what = str(note.pop("what"))
    except (ValueError, KeyError, AttributeError, TypeError, OverflowError, RecursionError):
        return None
    return what, mono, {key: note[key] for key in FACTS if key in note}


def name_role(role):
    """Name a role as a sentence does."""
    return "the server" if role == "server" else role

"""Whether what the lab does on a command line before its program was done, as a mark shows.

A submission's command begins with set-up of the lab: redirections, the sandbox. The last of it
writes into the file that LAB_SETUP names, which the program itself cannot reach
(lab/grade/set-up.ts). Without that mark the program never ran, and the play says nothing of it.
"""

import os
import time

from stage_errors import StageError
from stage_spares import get_mark

SECONDS = 5  # a set-up takes milliseconds; times the box's patience
HINT = "No program ran in it. Look at the memory and the disk of this machine; mark it again."
SHOWN_LINES = 3


def check_setups(play):
    """Raise StageError SANDBOX_FAILED if a program that was started did not come to its own."""
    for role, terminal in play.terminals.items():
        if not play.specs[role].get("setUp") or is_marked(role):
            continue
        # What the stage ended soon after its start may just not have been there yet.
        seconds = (terminal.ended_at or time.monotonic()) - terminal.began_at
        if terminal.asked_to_end and seconds < SECONDS * play.patience:
            continue
        raise StageError("SANDBOX_FAILED", describe(role, terminal, seconds), HINT)


def is_marked(role):
    """Tell whether the set-up of a role's command was done."""
    try:
        return os.path.getsize(get_mark(role)) > 0
    except FileNotFoundError:
        return False


def describe(role, terminal, seconds):
    """Say what is known of a set-up that failed: all that was printed is its own."""
    code, name = terminal.status or (None, None)
    how = name or ("status %s" % code if code is not None else "no status")
    if terminal.asked_to_end:
        how = "it was not done after %d s" % seconds
    shown = terminal.shown.decode("utf-8", "replace")
    lines = ["".join(c for c in line if c.isprintable()) for line in shown.splitlines()]
    words = " | ".join([line for line in lines if line.strip()][-SHOWN_LINES:])
    return "The sandbox of %s could not be set up: %s (%s)" % (role, words or "no message", how)

"""What people do at the terminals of a play while it goes on: keys, sizes, a window that is closed.

It comes as lines of the protocol between a play's request and its answer, and has none of its own:

    {"live": {"do": "keys", "role": "X", "data": "aGkN"}}           base64 of what was typed
    {"live": {"do": "size", "role": "X", "rows": 24, "columns": 39}}
    {"live": {"do": "hang-up", "role": "X"}}                        its window was closed
    {"live": {"do": "finish"}}                                      the play is over
"""

import base64
import fcntl
import os
import queue
import signal
import struct
import termios

# A terminal that takes nothing holds no more than that of what is typed into it.
MOST_BYTES = 1 << 20


class Keyboards:
    """Hands what came by `words`, a queue, to the terminals of `play`."""

    def __init__(self, play, words):
        self.play, self.words = play, words
        self.typed = {}  # by role: what its terminal did not take yet
        self.is_finished = False
        self.forget()

    def forget(self):
        """Drop what was meant for the play before."""
        while not self.words.empty():
            self.words.get_nowait()

    def pump(self):
        """Carry out what came meanwhile; True once somebody has said that the play is over."""
        while True:
            try:
                word = self.words.get_nowait()
            except queue.Empty:
                break
            if word.get("do") == "finish":
                self.is_finished = True
            else:
                self.carry_out(word)
        for role in list(self.typed):
            self.type(role)
        return self.is_finished

    def carry_out(self, word):
        """Carry out one word; one for a program that has ended, or is not there, means nothing."""
        role = word.get("role")
        terminal = self.play.terminals.get(role)
        if terminal is None or not terminal.open or terminal.status is not None:
            return
        if word["do"] == "keys":
            held = self.typed.get(role, b"") + base64.b64decode(word["data"])
            self.typed[role] = held[:MOST_BYTES]
        elif word["do"] == "size":
            # The kernel tells the program by SIGWINCH (tty_ioctl(4)).
            size = struct.pack("4H", word["rows"], word["columns"], 0, 0)
            fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, size)
        elif word["do"] == "hang-up":
            terminal.send_signal(signal.SIGHUP)

    def type(self, role):
        """Type as much as the terminal takes now; the rest waits for the next turn."""
        terminal = self.play.terminals[role]
        held = self.typed.pop(role)
        if not terminal.open or terminal.status is not None:
            return
        try:
            held = held[os.write(terminal.master, held):]
        except BlockingIOError:
            pass
        if held:
            self.typed[role] = held

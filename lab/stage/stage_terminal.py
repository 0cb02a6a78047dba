"""A program under a terminal of its own, as it would run in an xterm on a Mininet host.

Without a terminal many programs lose their output when they are ended (FACTS); pty(7), setsid(1).
"""

import codecs
import fcntl
import os
import signal
import struct
import subprocess
import termios
import time

KEPT_BYTES = 1 << 20  # of each program's output; the rest is counted only
KEPT_LINES = 1 << 14  # so that blank lines without end stay cheap as well
DISCARDED = 64  # reads at a time, of some 4 KiB each, from a program that floods its terminal
LINE_BYTES = 1 << 16
SHOWN_BYTES = 1 << 12  # of what stood last on the screen, where a prompt is looked for


class Terminal:
    """A running program of one role. `emit(event, mono)` gets its lines as they come."""

    def __init__(self, role, host, argv, environment, folder, emit):
        self.role, self.host, self.emit = role, host, emit
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
        os.set_blocking(self.master, False)
        self.pending = self.shown = b""
        self.kept = self.lost = self.lines = 0
        self.printed_at = 0
        self.status = None
        self.ended_at = None
        self.asked_to_end = False
        self.open = True
        self.told_line = False
        self.untyped = b""  # what was typed faster than the terminal takes it
        self.typed = codecs.getincrementaldecoder("utf-8")("replace")
        # setsid --ctty makes the terminal the controlling one (so that /dev/tty and Ctrl-C work),
        # mnexec enters the host's namespaces; both are replaced by the program: the pid stays.
        command = ["setsid", "--ctty", "mnexec", "-a", str(host.pid)] + list(argv)
        try:
            self.process = subprocess.Popen(
                command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=folder,
                close_fds=True,
            )
        finally:
            os.close(slave)
        self.pid = self.process.pid
        self.begin(argv, emit)

    def begin(self, argv, emit):
        """Note that it plays from now on, as this command."""
        self.emit = emit
        self.began_at = time.monotonic()
        emit({"kind": "started", "witness": "stage", "role": self.role, "host": self.host.name,
              "pid": self.pid, "command": list(argv)}, time.monotonic_ns())

    def fileno(self):
        """The terminal's end, for a selector."""
        return self.master

    def read(self):
        """Take what it printed; give the raw bytes that are to be kept in its log."""
        try:
            data = os.read(self.master, 65536)
        except BlockingIOError:
            return b""
        except OSError:  # EIO: the last process that had the terminal open is gone
            data = b""
            self.open = False
        if not data:
            self.open = False
            return b""
        now = time.monotonic_ns()
        self.printed_at = now
        self.shown = (self.shown + data)[-SHOWN_BYTES:]
        room = KEPT_BYTES - self.kept if self.lines < KEPT_LINES and not self.lost else 0
        self.lost += max(0, len(data) - room)
        data = data[:room]
        self.kept += len(data)
        self.split(data, now)
        return data

    def discard(self):
        """Take what a flooding program printed, no more than costs little; it is only counted."""
        for _ in range(DISCARDED):
            lost = self.lost
            self.read()
            if not self.open or self.lost == lost:
                return

    def is_flooding(self):
        """Tell whether it has printed more than is kept, and went on within the last second."""
        return self.lost > 0 and time.monotonic_ns() - self.printed_at < 1_000_000_000

    def has_shown(self, text):
        """Tell whether a text stands on its screen since it was typed at last."""
        return text.encode("utf-8") in self.shown

    def split(self, data, now):
        """Tell each whole line; an endless one is told in parts."""
        self.pending += data
        while True:
            end = self.pending.find(b"\n")
            if end < 0 and len(self.pending) < LINE_BYTES:
                return
            cut = end if 0 <= end <= LINE_BYTES else LINE_BYTES
            self.tell(self.pending[:cut], end == cut, now)
            self.pending = self.pending[cut + 1:] if end == cut else self.pending[cut:]

    def tell(self, line, complete, now):
        """Write one line into the journal."""
        self.lines += 1
        text = line.rstrip(b"\r").decode("utf-8", "replace")
        self.emit({"kind": "line", "witness": "printed", "role": self.role, "text": text,
                   "complete": complete}, now)

    def type(self, text):
        """Type text at its keyboard; what the terminal does not take at once is typed on later."""
        self.untyped += text.encode("utf-8")
        self.shown = b""
        self.type_on()

    def type_on(self):
        """Type what is left, as far as the terminal takes it; what nobody reads any more goes."""
        if not self.untyped:
            return
        try:
            count = os.write(self.master, self.untyped)
        except BlockingIOError:
            return
        except OSError:  # EIO: nobody has the terminal open any more
            self.untyped = b""
            return
        text = self.typed.decode(self.untyped[:count])
        self.untyped = self.untyped[count:]
        self.emit({"kind": "typed", "witness": "stage", "role": self.role, "text": text},
                  time.monotonic_ns())

    def send_signal(self, number):
        """Send a signal to all the processes of its terminal's session's group."""
        try:
            os.killpg(self.pid, number)
        except (ProcessLookupError, PermissionError):
            pass
        self.emit({"kind": "signalled", "witness": "stage", "role": self.role,
                   "signal": signal.Signals(number).name}, time.monotonic_ns())

    def set_status(self, status):
        """Note that it ended, with the status of waitpid(2)."""
        if os.WIFSIGNALED(status):
            code, name = None, signal.Signals(os.WTERMSIG(status)).name
            self.process.returncode = -os.WTERMSIG(status)
        else:
            code, name = os.WEXITSTATUS(status), None
            self.process.returncode = code
        self.status = (code, name)
        self.ended_at = time.monotonic()
        self.emit({"kind": "exited", "witness": "stage", "role": self.role, "status": code,
                   "signal": name, "byStage": self.asked_to_end}, time.monotonic_ns())

    def close(self):
        """Take the last output and close the terminal; give the last raw bytes."""
        rest = b""
        while self.open:
            data = self.read()
            if not data:
                break
            rest += data
        if self.pending:
            self.tell(self.pending, False, time.monotonic_ns())
            self.pending = b""
        os.close(self.master)
        self.open = False
        return rest

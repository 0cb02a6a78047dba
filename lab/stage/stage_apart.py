"""Somebody's code, run in a process of its own: it may end, crash or never return there.

The process has no keyboard (standard input is at its end) and a network namespace of its own; what
it prints is kept. It is ended when nothing comes of it for LIMIT seconds; faulthandler(3py) then
writes where it hung, even where one call never returns to Python.
"""

import faulthandler
import json
import os
import re
import select
import signal
import sys
import threading
import time

from stage_errors import StageError, get_patience
from stage_netns import CLONE_NEWNET, empty_input, libc
from stage_processes import kill_processes, list_processes

LIMIT = 10.0  # s without progress
KEPT = 16384  # bytes of what it prints
LINE = re.compile(r'File "([^"]+)", line (\d+)')


class Apart:
    """What came of it: `notes` are the objects that it told; how it ended; what it printed."""

    def __init__(self):
        self.notes, self.words = {}, b""
        self.status, self.signal, self.hung = 0, None, False

    def take(self, data):
        """Take note of lines that it told; give what is left of the last."""
        *lines, rest = data.split(b"\n")
        for line in lines:
            self.notes.update(json.loads(line.decode("ascii")))
        return rest

    def quote(self):
        """Quote the last lines that it printed, without those of faulthandler."""
        text = self.words.decode("utf-8", "replace")
        text = re.split(r"^(?:Timeout \(|Fatal Python error:)", text, flags=re.MULTILINE)[0]
        lines = [line.rstrip() for line in text.split("\n") if line.strip()]
        return "; it printed:\n" + "\n".join(lines[-4:])[-600:] if lines else ""

    def find_lines(self):
        """List the (file, line) pairs of faulthandler's dump, the innermost first."""
        found = LINE.findall(self.words.decode("utf-8", "replace"))
        return [(path, int(line)) for path, line in found]


def run_apart(work, count, heard=lambda: None):
    """Run `work(tell)` in a process of its own; give an Apart.

    `tell({...})` tells JSON of it. Every change of `count()` is progress, at which `heard()` is
    called here.
    """
    before = set(list_processes())
    results, told = os.pipe()
    words, printed = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(results)
            os.close(words)
            work_apart(work, count, told, printed)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)  # not reached, but for trouble of our own
    os.close(told)
    os.close(printed)
    apart = Apart()
    try:
        listen(apart, child, (results, words), heard)
    finally:
        os.close(results)
        os.close(words)
        # Whatever it started is ended with it: only in a process namespace of the stage's own, and
        # without a network yet, is all that is new there its doing.
        if os.getpid() == 1:
            kill_processes(pid for pid in list_processes() if pid not in before)
    return apart


def listen(apart, child, pipes, heard):
    """Take in what the process tells and prints, until it ends or is ended."""
    results, words = pipes
    for one in (results, words):
        os.set_blocking(one, False)
    rest, last = b"", time.monotonic()
    limit = LIMIT * get_patience() + 2.0  # it ends itself earlier, if it still can
    ended = 0
    while not ended:
        select.select([results, words], [], [], 0.05)
        ended, status = os.waitpid(child, os.WNOHANG)
        data = read_all(results)
        if data:
            last = time.monotonic()
            rest = apart.take(rest + data)
            heard()
        apart.words = (apart.words + read_all(words))[-KEPT:]
        if not ended and time.monotonic() - last > limit:
            apart.hung = True
            os.kill(child, signal.SIGKILL)
            ended, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        names = {one.value: one.name for one in signal.Signals}
        apart.signal = names.get(number, "signal %d" % number)
    else:
        apart.status = os.WEXITSTATUS(status)
    apart.hung = apart.hung or re.search(rb"^Timeout \(", apart.words, re.MULTILINE) is not None


def read_all(descriptor):
    """Read what is there now."""
    parts = []
    try:
        while True:
            parts.append(os.read(descriptor, 65536))
            if not parts[-1]:
                break
    except BlockingIOError:
        pass
    return b"".join(parts)


def work_apart(work, count, told, printed):
    """Do the work, in the child; how it ends is told or seen by the parent."""
    os.setsid()
    libc.unshare(CLONE_NEWNET)  # where that is denied, it has the stage's
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    empty_input()
    os.dup2(printed, 1)
    os.dup2(printed, 2)
    lock = threading.Lock()

    def tell(note):
        data = json.dumps(note).encode("ascii") + b"\n"
        with lock:
            while data:
                data = data[os.write(told, data):]

    def watch():
        seen = None
        while True:
            now = count()
            if now != seen:
                seen = now
                faulthandler.dump_traceback_later(LIMIT * get_patience(), exit=True)
                tell({"progress": now})
            time.sleep(0.1)

    end = os._exit

    def end_told(status):
        """Tell where it is ended by os._exit, after which nothing more of it runs."""
        lines, frame = [], sys._getframe(1)
        while frame:
            lines.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        tell({"exit": lines})
        end(status)

    os._exit = end_told
    faulthandler.enable()
    threading.Thread(target=watch, daemon=True).start()
    work(tell)
    sys.stdout.flush()
    sys.stderr.flush()
    end(0)


def refuse(apart, label, find_place):
    """Raise what became of code that told neither a result nor an error of its own.

    `find_place([(file, line), …])` gives " (line 7)", or "" where none is somebody's own.
    """
    place = find_place(apart.find_lines())
    if apart.hung:
        what = "does not return: %g s without progress" % (LIMIT * get_patience())
    elif apart.signal:
        what = "crashed Python (%s)" % apart.signal
    else:
        what = "ended Python (status %d)" % apart.status
        place = find_place(apart.notes.get("exit", []))
    raise StageError(
        "TOPOLOGY_WRONG",
        "Topology %s cannot be loaded: it %s%s%s" % (label, what, place, apart.quote()),
        IMPORTED,
    )


IMPORTED = (
    "The file is imported, without a keyboard; what starts or ends a network of its own belongs "
    'under: if __name__ == "__main__":'
)

"""Programs of our own that were started in advance, and wait to be told what they are to do.

On an emulated box Node takes seconds to start. A box that is frozen with a stage that waits has the
programs of a play waiting in it, too: on their hosts, with the terminal and the environment that
they will play with. What they are told is what a play would start them with: their flags, and the
FIFO of their epoch (programs/shared/waiting.ts). Whatever is not wanted by the next play is ended.
"""

import errno
import functools
import json
import os
import signal
import time

from stage_errors import StageError
from stage_exact import Exact
from stage_network import SCRATCH, WORK
from stage_terminal import Terminal

PLAY = os.path.join(WORK, "play")  # what programs and witnesses of a play write
FOLDER = os.path.join(WORK, "spares")


class Spares:
    """The programs that wait, each by what it was started as."""

    def __init__(self, network):
        self.network = network
        self.waiting = {}
        self.exact = None  # what is seen of a server that waits

    def start(self, wanted):
        """Start a play's programs in advance; each is there once it has opened its FIFO."""
        os.makedirs(FOLDER, exist_ok=True)
        limit = wanted["listenMs"] / 1000
        for spec in wanted["programs"]:
            environment, folder = get_surroundings(spec)
            path = os.path.join(FOLDER, spec["role"])
            os.mkfifo(path)
            own = dict(environment, LAB_WAIT=path)
            make = functools.partial(Terminal, spec["role"], self.network.hosts[spec["host"]],
                                     spec["argv"][:2], own, folder, ignore)
            if spec["role"] == "server":
                self.exact, _ = self.take_exact(ignore)
            is_traced = spec["role"] == "server" and self.exact
            terminal = self.exact.spawn(make) if is_traced else make()
            pipe = open_fifo(path, terminal, limit)
            os.unlink(path)
            self.waiting[describe(spec, environment, folder)] = (terminal, pipe)
        return {}

    def take_exact(self, emit):
        """Give (the exact witness of a performance, None), or (None, why this box has none)."""
        exact, self.exact = self.exact, None
        if exact:
            return exact.take_over(emit), None
        trace, because = self.network.opening.finish()
        return (Exact(trace, emit), None) if trace else (None, because)

    def take(self, wanted, environment, folder, emit, told):
        """Give the terminal of a program that waits, if there is one, and tell it what to do."""
        found = self.waiting.pop(describe(wanted, environment, folder), None)
        if found is None:
            return None
        terminal, pipe = found
        try:
            os.write(pipe, json.dumps([wanted["argv"][2:], told]).encode("ascii"))
        except BrokenPipeError:
            terminal.process.wait()
            terminal.close()
            return None
        finally:
            os.close(pipe)
        terminal.begin(wanted["argv"], emit)
        return terminal

    def end(self):
        """End all that still wait: the play that runs has no use for them."""
        for terminal, pipe in self.waiting.values():
            os.close(pipe)
            try:
                os.killpg(terminal.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            terminal.process.wait()
            terminal.close()
        self.waiting.clear()


def get_surroundings(spec):
    """Give a program's environment and its working folder, as far as every play has the same."""
    environment = dict(spec["env"])
    environment.setdefault("TMPDIR", SCRATCH)
    if spec["ours"]:
        environment["LAB_JOURNAL"] = os.path.join(PLAY, spec["role"] + ".journal")
    if spec.get("setUp"):
        environment["LAB_SETUP"] = get_mark(spec["role"])
    return environment, spec.get("cwd") or SCRATCH


def get_mark(role):
    """Give the file into which the set-up of a role's command writes its mark."""
    return os.path.join(PLAY, role + ".setup")


def describe(wanted, environment, folder):
    """Say what a program was started as: all but what it is told later."""
    return json.dumps([wanted["role"], wanted["host"], wanted["argv"][:2], environment, folder],
                      sort_keys=True)


def ignore(_event, _mono, _previous=None):
    """Nothing is told of a program before it plays."""


def open_fifo(path, terminal, limit):
    """Open a program's FIFO once the program has opened its end (fifo(7): ENXIO until then)."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline and terminal.process.poll() is None:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
        time.sleep(0.005)
    terminal.process.kill()
    terminal.process.wait()
    words = terminal.close().decode("utf-8", "replace").strip()
    raise StageError("STAGE_FAILED", "%s did not get ready in advance: %s"
                     % (terminal.role, words or "it said nothing"))

"""The beginning of a performance: the wire is captured, the server listens, all are armed.

A server may ask at its keyboard before it listens, for its port or the number of its clients. A
person reads that, answers, and waits until it asks again.
"""

import time

from stage_precedence import give_precedence
from stage_waits import Rest


class Answers:
    """The lines that are typed at one program, each once it is at rest."""

    def __init__(self, terminal, lines):
        self.terminal = terminal
        self.lines = list(lines)
        self.typed_at = time.monotonic_ns()
        self.rest = Rest(terminal.pid, self.typed_at) if self.lines else None

    def tick(self):
        """Type the next line if it is time to; tell whether there is one left."""
        if not self.lines or self.terminal.status is not None:
            return False
        now = time.monotonic_ns()
        self.rest.look(now)
        if self.rest.is_over(now, self.typed_at):
            self.terminal.type(self.lines.pop(0) + "\n")
            self.typed_at = now
        return bool(self.lines)


def wait_ready(performance):
    """Wait until all is there for the epoch; tell whether it is, and note why it is not."""
    wait_captures(performance)
    limit = performance.wanted["listenMs"]
    deadline = time.monotonic() + limit / 1000
    if "server" in performance.terminals and not wait_server(performance, deadline, limit):
        return False
    performance.tell("phase", name="listening")
    performance.sampler.tell_waits()
    clients = waiting = [role for role in performance.journals if role != "server"]
    while waiting:
        waiting = [role for role in waiting
                   if "armed" not in performance.notes.get(role, ())
                   and not performance.has_ended(role)]
        if waiting and time.monotonic() > deadline:
            performance.tell("limit", roles=waiting, because="not armed within %d ms" % limit)
            return False
        performance.pump()
    for role in clients:
        give_precedence(performance.terminals[role].pid)
    performance.tell("phase", name="armed")
    return True


def wait_captures(performance):
    """Wait until the wire is captured; note what is not."""
    deadline = time.monotonic() + 10 * performance.patience
    because = performance.capture.wait_listening(deadline)
    if because:
        performance.tell("gap", of="wire", because=because)
    deadline = time.monotonic() + 10 * performance.patience
    for name, because in performance.captures.wait_listening(deadline):
        performance.tell("gap", of="wire", host=name, because=because)


def wait_server(performance, deadline, limit):
    """Wait until the server listens and was told all that it asks; tell whether it listens."""
    spec = performance.specs["server"]
    answers = Answers(performance.terminals["server"], spec.get("typed", ()))
    while not performance.is_listening():
        answers.tick()
        if performance.has_ended("server"):
            performance.tell("limit", roles=["server"],
                             because="the server ended before it listened on any port")
            return False
        if time.monotonic() > deadline:
            performance.tell("limit", roles=["server"],
                             because="the server did not listen within %d ms" % limit)
            return False
        performance.pump()
    while answers.tick() and time.monotonic() < deadline:
        performance.pump()
    return True

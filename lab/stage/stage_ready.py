"""Waits for a processor, from the scheduler's own events: ready from one time, ran from another.

A thread is ready once it is woken, or made, or was put aside while it wanted to go on (prev_state 0
of sched_switch), until it is switched to. Which it was when the trace began is not known, so
nothing counts before the first of these.
"""

LEAST = 100_000  # ns; shorter waits change no verdict (lab/model/resolution.ts)
SHORT = 1_000_000  # ns; several shorter waits of a thread make one entry
TOGETHER = 20_000_000  # ns that such an entry spans at the most
MOST_SINGLE = 1000  # entries until stock is taken; then all waits count as short, and
CROWDED = 100_000_000  # ns that an entry spans
SLEEPS = 0xff  # the bits of prev_state that are 0 where a thread wants to go on


class Ready:
    """All threads of one program; `tell(event, mono, previous)` gets the waits."""

    def __init__(self, tell):
        self.tell = tell
        self.since = {}  # thread that is ready: since when
        self.running = set()
        self.switched = {}  # thread: when it was switched to or away from at last
        self.woken = {}  # thread: when it was last woken, or made
        self.open = {}  # thread: [since, until, ns waited] of an entry that may still grow
        self.told = 0

    def wake(self, now, thread):
        """A thread of the program was woken, or has just been made."""
        # Events of several processors may come out of order; a wake of one that runs, or ran since,
        # is over.
        if thread not in self.running and now > self.switched.get(thread, 0):
            if thread not in self.since:
                self.since[thread] = self.woken[thread] = now

    def count_awake(self, now, thread):
        """Give for how long a thread has been awake, in ns; None where its waking was not seen."""
        # Events of several processors may come out of order.
        woken = self.woken.get(thread)
        return None if woken is None or woken > now else now - woken

    def leave(self, now, thread, state):
        """A thread of the program was switched away from."""
        self.running.discard(thread)
        self.switched[thread] = now
        if state & SLEEPS:
            self.since.pop(thread, None)  # it was woken before it slept, which the trace began with
        else:
            self.since[thread] = now

    def run(self, now, thread, number):
        """A thread of the program was switched to; `number` names it in the journal."""
        self.running.add(thread)
        self.switched[thread] = now
        since = self.since.pop(thread, None)
        if since is not None and now - since >= LEAST:
            self.add(thread, since, now, number)

    def add(self, thread, since, until, number):
        """Note one wait."""
        is_crowded = self.told >= MOST_SINGLE
        is_short = is_crowded or until - since < SHORT
        entry = self.open.get(thread)
        if entry and is_short and until - entry[0] < (CROWDED if is_crowded else TOGETHER):
            entry[1] = until
            entry[2] += until - since
            return
        self.close(thread, number)
        self.open[thread] = [since, until, until - since]
        if not is_short:
            self.close(thread, number)

    def close(self, thread, number):
        """Tell an entry that grows no more."""
        entry = self.open.pop(thread, None)
        if entry:
            self.told += 1
            self.tell({"kind": "waited", "thread": number, "waitedNs": entry[2]},
                      entry[1], entry[0])

    def end(self, now, thread, number):
        """A thread has ended."""
        self.close(thread, number)
        self.since.pop(thread, None)
        self.woken.pop(thread, None)
        self.running.discard(thread)
        self.switched[thread] = now

    def take_stock(self, now, numbers):
        """Tell all that is not told yet, what still waits until now."""
        for thread, since in self.since.items():
            if now - since >= LEAST and thread in numbers:
                self.add(thread, since, now, numbers[thread])
                self.since[thread] = now
        for thread in list(self.open):
            self.close(thread, numbers.get(thread, 0))
        self.switched = {each: at for each, at in self.switched.items() if each in numbers}
        self.told = 0

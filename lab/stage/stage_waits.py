"""How long the threads of a program were ready to run, and got no processor.

The kernel counts a wait once it is over (sched-stats in its documentation), and forgets it when the
thread ends. So who is waiting is looked at as well: a thread that is ready (R, proc_pid_stat(5)) in
one look after the other and has not run a nanosecond between them waits, since the look before.
"""

from stage_processes import list_family, list_threads


def read_threads(root):
    """Give {thread: (ns that it ran, ns that it waited, state of proc_pid_stat(5))} of a program.

    All its descendants' too. Empty where the kernel does not count.
    """
    threads = {}
    for pid in list_family(root):
        for thread in list_threads(pid):
            folder = "/proc/%d/task/%s/" % (pid, thread)
            try:
                with open(folder + "schedstat", encoding="ascii") as file:
                    ran, waited = file.read().split()[:2]
                with open(folder + "stat", encoding="utf-8", errors="replace") as file:
                    # The name before it may hold anything, a parenthesis too.
                    state = file.read().rpartition(")")[2].split()[0]
                threads[thread] = (int(ran), int(waited), state)
            except (OSError, ValueError, IndexError):
                continue  # it has just ended; the others have not
    return threads


class Rest:
    """Whether a program has come to rest: whoever types for it, or waits for it, wants to know.

    A thread that is ready or runs is R (proc_pid_stat(5)); one that waits for a disk, as for a part
    of its program that is not in memory, is D. On a machine that is busy with other things a
    program can be kept from going on for seconds: it is not at rest then.
    """

    EVERY_NS = 20_000_000  # it is not looked at more often
    REST_NS = 100_000_000  # who asks again was busy since it got the line before
    MOST_NS = 100_000_000  # who looks this late was kept from it, and cannot tell what was between

    def __init__(self, pid, now):
        self.pid = pid
        self.looked_at = None
        self.ran = {}  # of each thread: the ns that it had run when it was looked at last
        self.busy = ()  # the threads that were found busy then
        self.had = 0  # ns in which it ran, or had nothing to do, since it was looked at first
        self.busy_at = now  # when a thread was last found busy, or it was looked at first
        self.starved_at = None  # when one was last found busy that had not run since the last look

    def is_over(self, now, since):
        """Tell whether it has been at rest for REST_NS, counted from `since` at the earliest."""
        return now >= max(self.busy_at, since) + self.REST_NS

    def look(self, now):
        """Look at it, unless that has just been done; times are in ns of CLOCK_MONOTONIC."""
        if self.looked_at is not None and now - self.looked_at < self.EVERY_NS:
            return
        threads = read_threads(self.pid)
        ran = {name: ran for name, (ran, _, _) in threads.items()}
        busy = [name for name, (_, _, state) in threads.items() if state in "RD"]
        if self.looked_at is not None:
            passed = min(now - self.looked_at, self.MOST_NS)
            worked = sum(max(0, ns - self.ran.get(name, 0)) for name, ns in ran.items())
            self.had += min(passed, worked) if busy or self.busy else passed
        if busy:
            self.busy_at = now
        if any(name in self.busy and self.ran[name] == ran[name] for name in busy):
            self.starved_at = now
        self.ran, self.busy, self.looked_at = ran, busy, now


class Waits:
    """What the threads of one program waited, look by look."""

    def __init__(self):
        self.threads = {}  # as last read
        self.since = {}  # of each that was found ready: (ns that it had run, since when at most)
        self.waited = {}  # of each, those that have ended too: ns in all
        self.told = {}

    def look(self, root, previous, now):
        """Read them all; `now` and `previous`, of the look at the sockets before, are in ns."""
        self.threads = read_threads(root)
        for thread, (ran, waited, state) in self.threads.items():
            begun = self.since.get(thread)
            pending = 0
            if state != "R":
                self.since.pop(thread, None)
            elif begun and begun[0] == ran:
                pending = now - begun[1]
            else:
                self.since[thread] = (ran, previous)
            self.waited[thread] = max(waited + pending, self.waited.get(thread, 0))

    def take(self):
        """Give the longest wait since this was asked before, in ns; None where none is known."""
        longest = max([waited - self.told.get(thread, 0)
                       for thread, waited in self.waited.items()], default=None)
        for ended in set(self.waited) - set(self.threads):
            del self.waited[ended]
            self.since.pop(ended, None)
        self.told = dict(self.waited)
        return longest

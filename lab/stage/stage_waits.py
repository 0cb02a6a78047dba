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

    def __init__(self, pid, now):
        self.pid = pid
        self.looked_at = None
        self.ran = {}  # of each thread that was found busy: the ns that it had run
        self.busy_at = now  # when a thread was last found busy, or it was looked at first
        self.starved_at = None  # when one was last found busy that had not run since the last look

    def look(self, now):
        """Look at it, unless that has just been done; times are in ns of CLOCK_MONOTONIC."""
        if self.looked_at is not None and now - self.looked_at < self.EVERY_NS:
            return
        busy = {name: ran for name, (ran, _, state) in read_threads(self.pid).items()
                if state in "RD"}
        if busy:
            self.busy_at = now
        if any(self.ran.get(name) == ran for name, ran in busy.items()):
            self.starved_at = now
        self.ran, self.looked_at = busy, now

    def is_starved(self, now):
        """Tell whether it wanted a processor or a disk, and got none, until just now."""
        return self.starved_at is not None and now - self.starved_at < 10 * self.EVERY_NS


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

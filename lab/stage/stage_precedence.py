"""Who runs before all others that want a core, while a play goes on (sched(7), SCHED_FIFO).

A client of ours that spins until its time is else put aside now and then, for milliseconds, which
shows in the stagger. The stage itself, on a machine that is busy with other things, was late by
hundreds of ms: a fault came behind the message that it was to precede, and the kernel's sockets
were not looked at while the server accepted and read. Neither needs much of a core: the clients
spin for 3 ms at most, and the sampler takes a tenth. In a series the stage has none: the samplers
of 20 networks on two cores would leave nothing to the servers. Without root the kernel refuses, and
all play as others do.
"""

import contextlib
import os
import threading

FIRST = 1  # the lowest of the priorities that come before all ordinary ones


def give_precedence(pid):
    """Have a process's main thread run before others."""
    set_policy(pid, os.SCHED_FIFO, FIRST)


class Precedence:
    """That of the stage's own threads in one play; what they start runs as all others do."""

    def __init__(self):
        self.threads = []

    def give(self, threads):
        """Have these threads run before others."""
        self.threads = threads
        for thread in self.threads:
            set_policy(thread, os.SCHED_FIFO | os.SCHED_RESET_ON_FORK, FIRST)

    def give_back(self):
        """Have them run as all others do."""
        for thread in self.threads:
            set_policy(thread, os.SCHED_OTHER, 0)
        self.threads = []


@contextlib.contextmanager
def sharing_precedence():
    """Within, a tool that this thread starts and waits for has the same precedence."""
    policy = get_policy()
    shared = policy == os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
    thread = threading.get_native_id()
    if shared:
        set_policy(thread, os.SCHED_FIFO, FIRST)
    try:
        yield
    finally:
        if shared:
            set_policy(thread, policy, FIRST)


def get_policy():
    """Give the policy of this thread; a C library may have no call for it."""
    try:
        return os.sched_getscheduler(0)
    except OSError:
        return os.SCHED_OTHER


def set_policy(thread, policy, priority):
    """Set a thread's policy, where the kernel lets us and the thread still runs."""
    try:
        os.sched_setscheduler(thread, policy, os.sched_param(priority))
    except OSError:
        pass

"""The kernel witness where the kernel can be traced: from its events to entries of the journal.

`accepted`: accept(2) gave the server a connection. `received`: bytes were copied to the server.
`waited`: a thread of it was ready to run, and did not, from one time to another. All in ns, when it
was so. accept(2) says only that it gave one; which one it was follows from the order in which the
kernel established them (they wait in a queue, listen(2)), held against who is accepted by then.
"""

import collections
import socket
import time

from stage_copies import Copies
from stage_ready import Ready

PATIENCE = 300_000_000  # ns that an accept waits until it is known which connection it gave
ALIKE = 100_000  # ns between two that are established, within which the order may be another
FLOOD, FLOOD_RATE = 2000, 25e-6  # events in one look, and a ns, above which less is traced
SELDOM, SOON = 50_000_000, 20_000_000  # ns; see look
KEPT = 4096  # connections of the whole machine of which it is not known whose they are
LISTEN = 10


def read_endpoints(sport, dport, saddr, daddr):
    """Give (local, remote) as the journal has them; IPv4 in IPv6 is shown as IPv4."""
    return name_end(saddr, sport), name_end(daddr, dport)


def name_end(address, port):
    """Name one end of a connection, of which the address comes as one of IPv6."""
    if address[:12] == b"\0" * 10 + b"\xff\xff":
        return "%s:%d" % (socket.inet_ntoa(address[12:]), port)
    return "[%s]:%d" % (socket.inet_ntop(socket.AF_INET6, address), port)


def sort_alike(chosen, times, known):
    """Put right those that were established at nearly the same time; give the places left unsure.

    Two processors may put two of them into the queue in another order than they establish them. But
    each was accepted by the time at which it is known to be.
    """
    alike = set()
    for place in range(len(chosen) - 1):
        (one, ends), (other, others) = chosen[place:place + 2]
        if other - one >= ALIKE:
            continue
        later = times[place + 1]
        swapped, kept = known.get(others, later) < later, known.get(ends, later) < later
        if swapped and not kept:
            chosen[place], chosen[place + 1] = chosen[place + 1], chosen[place]
        elif not kept:
            alike |= {place, place + 1}
    return alike


class Exact:
    """What a trace tells of one performance; `emit(event, mono, previous)` gets the entries."""

    def __init__(self, trace, emit):
        self.trace, self.emit = trace, emit
        self.family = {}  # thread: its number in the journal, from 1
        self.threads = 0
        self.is_first = True  # the next process that is made is the server
        self.ready = Ready(self.tell)
        self.copies = Copies(self.tell, trace.tells_lengths())
        self.accepts = []  # (ns, thread) whose connection is not known yet
        self.established = collections.deque(maxlen=KEPT)  # (ns, (local, remote)), whose ever
        self.lost = self.events = 0
        self.looked = time.monotonic_ns()
        self.without = []  # what is traced no more, since there was too much of it
        trace.begin()

    def spawn(self, start):
        """Start the server by `start`, traced, and give what that gives."""
        self.is_first = True
        return self.trace.spawn(start)

    def take_over(self, emit):
        """Give itself for a performance whose server was started in advance, anew but for that."""
        self.look()
        self.emit = emit
        self.events = self.lost = 0
        return self

    def look(self):
        """Take what there is; give (how long after the last look the sockets are worth one, in ns,
        whether the program's threads are).
        """
        events, lost = self.trace.read()
        self.lost += lost
        self.events += len(events)
        self.calm(len(events))
        within, threads, has_waits = SELDOM, False, "waits" not in self.without
        for now, name, facts in events:
            if name == "sched_switch":
                if has_waits:
                    self.switch(now, *facts)
            elif name in ("sched_waking", "sched_wakeup_new"):
                if has_waits and facts[0] in self.family:
                    self.ready.wake(now, facts[0])
            elif name in ("sched_process_fork", "sched_process_exit"):
                threads = True
                self.take_family(now, name, facts)
            elif name == "inet_sock_set_state":
                within = SOON  # of the whole machine
                if facts[0] != LISTEN:
                    self.established.append((now, read_endpoints(*facts[2:])))
            elif facts[0] in self.family:
                self.take_socket(now, name, facts)
        if events:
            self.copies.flush_old(events[-1][0])
        return 0 if self.accepts else within, threads

    def calm(self, count):
        """Trace less from now on where a busy server makes so much of it that it would be slower.

        Waits go first, then copies: what a play asks of these, it asks of the first ones.
        """
        now = time.monotonic_ns()
        passed, self.looked = now - self.looked, now
        is_flood = count >= FLOOD and count >= FLOOD_RATE * passed
        what = "copies" if self.without else "waits"
        if len(self.without) == 2 or not (is_flood or what == "waits" and self.trace.lost_waits):
            return
        self.without.append(what)
        self.trace.stop(what)
        if what == "waits":
            self.ready.take_stock(now, self.family)
            self.ready = Ready(self.tell)

    def switch(self, now, left, state, taken):
        """Learn that a processor was taken from a thread, and given to another."""
        if left in self.family:
            self.ready.leave(now, left, state)
        if taken in self.family:
            self.ready.run(now, taken, self.family[taken])

    def take_family(self, now, name, facts):
        """Learn of a thread that came, or went."""
        if name == "sched_process_exit":
            number = self.family.pop(facts[0], None)
            if number is not None:
                self.copies.end(facts[0])
                self.ready.end(now, facts[0], number)
            return
        if facts[0] not in self.family:
            if not self.is_first:
                return
            self.is_first = False  # made by whoever starts the server
        self.threads += 1
        self.family[facts[1]] = self.threads

    def take_socket(self, now, name, facts):
        """Learn of an accept, or of a copy."""
        if name == "tcp_rcv_space_adjust":
            thread, ends = facts[0], read_endpoints(*facts[2:])
            awake = self.ready.count_awake(now, thread)
            self.copies.begin(now, thread, self.family[thread], facts[1], ends, awake)
        elif name == "sock_recv_length":
            self.copies.measure(facts[0], *facts[1:])
        elif facts[1] >= 0:
            self.accepts.append((now, facts[0]))

    def resolve(self, now, seen, accepted, force=False):
        """Say of which connections the accepts were; `force`: now, as far as that is known.

        `seen` are all (local, remote) that the server's host ever had; `accepted` says of those
        that are accepted when a look at the sockets first showed it.
        """
        if not self.accepts:
            return
        known = dict(accepted)
        for ends, at in self.copies.seen.items():
            known[ends] = min(at, known.get(ends, at))
        own = [each for each in self.established if each[1] in seen or each[1] in known]
        certain = [each for each in own if each[1] in known]
        count = len(self.accepts)
        if len(certain) != count and now - self.accepts[0][0] < PATIENCE and not force:
            return
        # One that came and went between two looks was accepted all the same.
        chosen = next((each for each in (certain, own) if len(each) == count), None)
        for each in chosen or certain:
            self.established.remove(each)
        alike = sort_alike(chosen, [at for at, _ in self.accepts], known) if chosen else ()
        for index, (at, thread) in enumerate(self.accepts):
            event = {"kind": "accepted", "thread": self.family.get(thread, 0)}
            if chosen:
                event["local"], event["remote"] = chosen[index][1]
            if index in alike:
                event["alike"] = True
            self.tell(event, at)
        self.accepts = []

    def tell(self, event, now, previous=None):
        """Write an entry."""
        event["witness"] = "kernel"
        if previous is None:
            self.emit(event, now)
        else:
            self.emit(event, now, previous)

    def take_stock(self, now):
        """Tell what still waits, and that it was exact, or what the kernel lost."""
        self.ready.take_stock(now, self.family)
        self.copies.take_stock()
        less = {"without": list(self.without)} if self.without else {}
        self.tell({"kind": "tracing", "exact": True, "events": self.events, **less}, now)
        if self.lost:
            because = "the kernel lost %d events of its trace" % self.lost
            self.emit({"kind": "gap", "witness": "stage", "of": "kernel", "because": because}, now)
        self.events = self.lost = 0

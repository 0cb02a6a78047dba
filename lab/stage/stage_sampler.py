"""The kernel witness: /proc of the server's host, sampled in a thread of its own.

proc_pid_net(5), proc_pid_status(5). A TCP connection whose inode is 0 has not been accepted; its
receive queue holds the bytes that nobody has read. An entry is written for each change, with the
time of the sample before: what changed, changed between the two.

Where the kernel can be traced (stage_exact.py), it tells itself what the server does, and when. The
thread reads that then, and looks at /proc only once something has happened, and seldom without.
"""

import os
import socket
import struct
import threading
import time

from stage_exact import SELDOM
from stage_processes import list_family
from stage_waits import Waits

STATES = {
    "01": "ESTABLISHED", "02": "SYN_SENT", "03": "SYN_RECV", "04": "FIN_WAIT1", "05": "FIN_WAIT2",
    "06": "TIME_WAIT", "07": "CLOSE", "08": "CLOSE_WAIT", "09": "LAST_ACK", "0A": "LISTEN",
    "0B": "CLOSING", "0C": "NEW_SYN_RECV",
}
OPEN = ("01", "08")
HALF_OPEN = ("03", "0C")  # RFC 9293, 3.5: the client's acknowledgement is still missing
CLOSED_HERE = ("04", "05", "06", "09", "0B")  # tcp(7): our side has sent its FIN
INTERVAL = 0.002
SHARE = 0.1  # of one core that sampling may take, where reading /proc is slow
MOST = 0.1  # s between two samples, however slow reading is
RESTING = 0.02  # the interval where a series has seen all that decides
STARTING, TRACED = 0.01, 0.02  # between two looks at a trace, until the server listens and then
THREADS_EVERY = 10  # samples: threads live longer than a connection is unread
LATE = 0.03  # s after a sample was due: then something kept this program from running
MOST_LATE = 200  # entries of late samples until stock is taken


def parse_endpoint(text):
    """Turn "0100000A:2EE0" into "10.0.0.1:12000"; IPv4 in IPv6 is shown as IPv4."""
    address, port = text.split(":")
    if len(address) == 8:
        host = socket.inet_ntoa(struct.pack("<I", int(address, 16)))
        return "%s:%d" % (host, int(port, 16))
    words = struct.pack("<4I", *(int(address[i:i + 8], 16) for i in range(0, 32, 8)))
    if words[:12] == b"\0" * 10 + b"\xff\xff":
        return "%s:%d" % (socket.inet_ntoa(words[12:]), int(port, 16))
    return "[%s]:%d" % (socket.inet_ntop(socket.AF_INET6, words), int(port, 16))


def read_sockets(pid):
    """Give (listeners, connections) of a host's TCP: {local: True}, {(local, remote): facts}."""
    listeners, connections = {}, {}
    for name in ("tcp", "tcp6"):
        try:
            with open("/proc/%d/net/%s" % (pid, name), encoding="ascii") as file:
                lines = file.read().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            word = line.split()
            if word[3] == "0A":
                listeners[parse_endpoint(word[1])] = True
            else:
                unread = int(word[4].split(":")[1], 16)
                connections[(word[1], word[2])] = (word[3], unread, word[9] != "0")
    return listeners, connections


def count_threads(root):
    """Give (threads, processes) of process `root` and all its descendants."""
    threads = processes = 0
    for pid in list_family(root):
        try:
            with open("/proc/%d/status" % pid, encoding="utf-8", errors="replace") as file:
                for line in file:
                    if line.startswith("Threads:"):
                        threads += int(line.split()[1])
                        processes += 1
        except (OSError, ValueError):
            continue
    return threads, processes


class Sampler(threading.Thread):
    """Samples until `stop`; `emit(event, mono)` is called for each change, from this thread."""

    def __init__(self, host_pid, emit, exact=None, because=None):
        super().__init__(daemon=True)
        self.host_pid, self.emit = host_pid, emit
        self.exact, self.because = exact, because  # or why there is none
        self.is_dense = exact is None or os.environ.get("LAB_KERNEL") == "both"
        self.lock = threading.Lock()  # whoever takes stock looks once more
        self.ends = {}  # of each connection that was there: (local, remote) as the journal names it
        self.accepted_at = {}  # (local, remote): when a sample first showed it accepted
        self.count_due, self.within = False, SELDOM
        self.is_begun = False  # the server listens
        self.program = None  # (role, pid) whose threads are counted
        self.listeners, self.connections = {}, {}
        self.accepted = None  # a set, where asked for, of the clients' ends of what is accepted
        self.threads = None
        self.waits = Waits()
        self.enough = None  # connections, all accepted, after which there is little to see
        self.samples, self.longest, self.late = 0, 0, 0
        self.spent = self.told_spent = 0  # ns of a processor, by the thread
        self.due = None  # ns, when the next sample is to be there
        self.cost = 0  # ns that reading takes, a moving average
        self.ending, self.alert = threading.Event(), threading.Event()
        self.failure = None

    def run(self):
        """Sample at a steady pace; a failure is kept for the play to report."""
        try:
            self.previous = self.looked = self.due = time.monotonic_ns()
            while not self.ending.is_set():
                with self.lock:
                    self.take_turn()
                pause = max(self.get_interval(), min(MOST, self.cost / 1e9 / SHARE))
                self.due = self.looked + int(pause * 1e9) + self.cost
                self.alert.wait(pause)
                self.alert.clear()
            with self.lock:
                self.take_turn(True)
        except Exception as error:  # pylint: disable=broad-except
            self.failure = "%s: %s" % (type(error).__name__, error)

    def take_turn(self, is_last=False):
        """Look at the trace, if there is one, and at the sockets, if that is due."""
        if self.exact:
            within, threads = self.exact.look()
            self.count_due = self.count_due or threads
            self.within = 0 if threads else min(self.within, within)
        now = time.monotonic_ns()
        if self.is_dense or is_last or now - self.previous >= self.within:
            self.within = SELDOM
            now = self.sample(self.previous)
            self.samples += 1
            self.previous = now
        else:
            self.compare_times(self.looked, now)
        self.longest = max(self.longest, now - self.looked)
        self.looked = now
        if self.exact and self.exact.accepts:
            for key, (_, _, accepted) in self.connections.items():
                if accepted:
                    self.accepted_at.setdefault(self.name_ends(key), self.previous)
            self.exact.resolve(now, set(self.ends.values()), self.accepted_at, is_last)
        if threading.current_thread() is self:
            self.spent = time.thread_time_ns()

    def name_ends(self, key):
        """Name both ends of a connection as the journal does."""
        if key not in self.ends:
            self.ends[key] = (parse_endpoint(key[0]), parse_endpoint(key[1]))
        return self.ends[key]

    def get_interval(self):
        """In a series, rest once all the clients are accepted, until they are gone."""
        usual = INTERVAL if self.is_dense else TRACED if self.is_begun else STARTING
        if self.enough is None:
            return usual
        open_ones = [key for key, (state, _, accepted) in self.connections.items()
                     if accepted and state == "01"]
        return RESTING if len(open_ones) >= self.enough else usual

    def collect_accepted(self):
        """Keep in `accepted` who is from now on; give the clients' ends that are there already."""
        there = {parse_endpoint(remote) for _, remote in self.connections}
        self.accepted = set()
        return there

    def spawn(self, role, start):
        """Start a program by `start`, traced if it is the server; give what that gives."""
        return self.exact.spawn(start) if self.exact and role == "server" else start()

    def tell_waits(self):
        """Tell from now on what the program's threads wait for a processor."""
        self.is_begun = True
        if self.exact:
            self.exact.trace.tell_waits()

    def wake(self):
        """Sample now, and then at the pace that is due."""
        self.alert.set()

    def sample(self, previous):
        """Take one sample and tell what changed; give its time."""
        before = time.thread_time_ns()
        listeners, connections = read_sockets(self.host_pid)
        # The time is read after the files: what they showed was so by then.
        now = time.monotonic_ns()
        # Work, not waiting for a processor: else who is busy would be looked at ever more rarely.
        self.cost = (7 * self.cost + time.thread_time_ns() - before) // 8
        is_unread = any(unread for _, unread, _ in connections.values())
        is_told = self.exact and not self.is_dense and "waits" not in self.exact.without
        if self.program and not is_told and (is_unread or connections != self.connections):
            # Whoever is to read may be waiting; what it waited is known no more once it has ended.
            self.waits.look(self.program[1], previous, now)
        if listeners != self.listeners:
            self.compare_listeners(listeners, previous, now)
        if connections != self.connections:
            self.compare_connections(connections, previous, now)
        for key in connections:
            self.name_ends(key)
        if self.program and self.should_count():
            self.count_due = False
            counted = count_threads(self.program[1])
            if counted != self.threads and counted[1] > 0:
                self.threads = counted
                self.tell({"kind": "threads", "role": self.program[0], "threads": counted[0],
                           "processes": counted[1]}, previous, now)
        self.compare_times(previous, now)
        return now

    def should_count(self):
        """Tell whether the program's threads are to be counted."""
        return self.count_due or not self.exact and self.samples % THREADS_EVERY == 0

    def compare_times(self, previous, now):
        """Tell where a sample came so late that the machine may have let nobody run."""
        late = 0 if self.due is None else now - self.due
        if late >= LATE * 1e9 and self.late < MOST_LATE:
            self.late += 1
            self.tell({"kind": "blind", "lateNs": late}, previous, now)

    def compare_listeners(self, listeners, previous, now):
        """Tell which listening sockets came and went."""
        for local in sorted(set(listeners) ^ set(self.listeners)):
            event = {"kind": "listener", "local": local, "open": local in listeners}
            self.tell(event, previous, now)
        self.listeners = listeners

    def compare_connections(self, connections, previous, now):
        """Tell which connections came, changed and went, and how long the server waited."""
        waited = self.waits.take()
        for key in sorted(set(connections) | set(self.connections)):
            old, new = self.connections.get(key), connections.get(key)
            if old == new:
                continue
            state, unread, accepted = new or ("GONE", 0, old[2])
            # Once the program has closed it, the socket has no inode again; it was accepted, even
            # if no sample fell between the two.
            if not accepted and (state in CLOSED_HERE or (old and old[2] and state not in OPEN)):
                accepted = True
                connections[key] = (state, unread, True)
                if connections[key] == old:
                    continue
            event = {
                "kind": "socket", "local": parse_endpoint(key[0]), "remote": parse_endpoint(key[1]),
                "state": STATES.get(state, state), "accepted": accepted, "unreadBytes": unread,
            }
            if accepted and self.accepted is not None:
                self.accepted.add(event["remote"])
            if waited is not None:
                event["waitedNs"] = waited
            self.tell(event, previous, now)
        self.connections = connections

    def tell(self, event, previous, now):
        """Hand an entry to the play, with both times still on the monotonic clock."""
        event["witness"] = "kernel"
        self.emit(event, now, previous)

    def take_stock(self):
        """Tell how well it went until now, and count anew."""
        with self.lock:
            if self.exact and not self.ending.is_set():
                self.take_turn(True)
            now = time.monotonic_ns()
            self.emit({"kind": "sampling", "witness": "kernel", "samples": self.samples,
                       "longestGapNs": self.longest,
                       "cpuNs": self.spent - self.told_spent}, now, now)
            self.told_spent = self.spent
            if self.exact:
                self.exact.take_stock(now)
            elif self.because:
                self.emit({"kind": "tracing", "witness": "kernel", "exact": False,
                           "because": self.because}, now)
            self.samples, self.longest, self.late = 0, 0, 0

    def finish(self):
        """Stop, and tell how well it went; give a sentence if it failed."""
        if self.ident is None:
            return "it was not started"
        self.ending.set()
        self.alert.set()
        self.join(5)
        self.take_stock()
        if self.exact:
            self.exact.trace.end()
        return self.failure

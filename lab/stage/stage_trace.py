"""The kernel's own account of one server: a trace of its processes, and of who got connected.

Three instances (stage_tracefs.py). Two have only what the server's processes and their children do,
from their start on (set_event_pid, event-fork): one accept(2) and copies of received bytes, one who
is ready and who runs, of which there may be too much. The third has what the kernel does for them
in whoever's time it happens to be: listening, and connections that are established, of the whole
machine, since such an event knows no namespace.

The kernel counts processes as its first namespace does, which a stage may not see. So whoever is to
start the server writes a mark into the trace, and learns from the entry by which number it goes.
"""

import os
import select
import struct
import threading
import time

from stage_errors import StageError
from stage_network import WORK, run_tool
from stage_ring import make_reader
from stage_tracefs import TraceFs, describe

# Bytes of each, all processors together: an accept that is lost is missing evidence, a wait is not.
OWN_BUFFER, WAITS_BUFFER = 8 << 20, 2 << 20
LEAST_BUFFER = 64 << 10  # bytes for each processor, however many there are; and those of the third
LEAST_SHARES = 4  # one processor has this part of all at most
OPENED = "protocol == 6 && (newstate == 10 || (oldstate == 3 && newstate == 1))"  # LISTEN, accepted

# Of IPv4 the last two are IPv4 in IPv6; older kernels do not say which family it is.
ADDRESSES = ("skaddr", "sport", "dport", "saddr_v6", "daddr_v6")
# Which fields of which event are read. The kernel had all of them but the last in 4.16.
OWN = {
    "syscalls/sys_exit_accept4": ("common_pid", "ret"),
    "syscalls/sys_exit_accept": ("common_pid", "ret"),
    "tcp/tcp_rcv_space_adjust": ("common_pid",) + ADDRESSES,
    "sched/sched_process_fork": ("common_pid", "child_pid"),
    "sched/sched_process_exit": ("pid",),
    "sock/sock_recv_length": ("common_pid", "sk", "ret", "flags"),
}
# Many; from when the server listens, since no verdict asks for what was before.
WAITS = {
    "sched/sched_waking": ("pid",),
    "sched/sched_wakeup_new": ("pid",),
    "sched/sched_switch": ("prev_pid", "prev_state", "next_pid"),
}
COPIES = ("tcp/tcp_rcv_space_adjust", "sock/sock_recv_length")
MAY_LACK = ("sock/sock_recv_length",)  # since 6.3: how many bytes were copied
OTHERS = {"sock/inet_sock_set_state": ("newstate",) + ADDRESSES}
MARK = "ftrace/print"
NONE = (None, None)
get_number = struct.Struct("=H").unpack_from  # common_type


class Opening:
    """Making the trace of a stage while its network is built: the kernel takes its time for it."""

    def __init__(self):
        """Begin. Hosts that are made from here on have no tracefs among their mounts."""
        self.wanted = os.environ.get("LAB_KERNEL") or "auto"
        self.trace = self.because = self.thread = None
        if self.wanted == "sampled":
            self.because = "LAB_KERNEL=sampled asks for the sampler"
            return
        try:
            tracefs = TraceFs(os.path.join(WORK, "tracing"), run_tool)
        except (OSError, StageError) as error:
            self.because = describe(error)
            return
        self.thread = threading.Thread(target=self.make, args=(tracefs,))
        self.thread.start()

    def make(self, tracefs):
        """Make it, or say why not."""
        try:
            self.trace = Trace(tracefs)
        except (OSError, StageError) as error:
            self.because = describe(error)
        except KeyError as error:
            self.because = "an event of this kernel has no field %s" % error

    def finish(self):
        """Wait for it; give (the trace, None), or (None, why this box has none).

        Throws StageError where LAB_KERNEL asks for what cannot be.
        """
        if self.thread:
            self.thread.join()
        if self.because and self.wanted in ("exact", "both"):
            raise StageError("BOX_LACKS", "The kernel of this box cannot be traced: %s"
                             % self.because, "Leave LAB_KERNEL away: the lab samples there.")
        return self.trace, self.because

    def remove(self):
        """Remove what was made; the stage ends."""
        if self.thread:
            self.thread.join()
        if self.trace:
            self.trace.remove()


class Trace:
    """All instances, for all plays of a stage."""

    def __init__(self, tracefs):
        """Make them. Throws OSError, StageError or KeyError where the kernel cannot."""
        self.lock = threading.Lock()
        self.kept, self.lost = [], 0  # what was read while somebody looked for a mark
        self.lost_waits = 0  # of those who are ready and run, in this performance
        share = max(os.cpu_count() or 1, LEAST_SHARES)
        # Whose it is, and never a name that was there before: numbers of namespaces come again.
        name = "%d-%d" % (os.stat("/proc/self/ns/pid").st_ino, time.monotonic_ns())
        self.instances = []
        try:
            self.own, self.waits, self.others = [
                self.add_instance(tracefs.make(name + end, max(bytes_all // share, LEAST_BUFFER)))
                for end, bytes_all in (("", OWN_BUFFER), ("-waits", WAITS_BUFFER), ("-others", 0))]
            self.readers = {}
            self.events = [event for event in OWN if self.learn(event, OWN[event])]
            for event, fields in list(WAITS.items()) + list(OTHERS.items()):
                self.learn(event, fields)
            for event in OTHERS:
                self.others.write("events/%s/filter" % event, OPENED)
            self.learn(MARK, ("common_pid",))
            for instance in (self.own, self.waits):
                instance.write("options/event-fork", "1")
            self.poll = select.poll()
            self.owners = {pipe: each for each in self.instances for pipe in each.pipes}
            for pipe in self.owners:
                self.poll.register(pipe, select.POLLIN)
        except BaseException:
            self.remove()
            raise

    def add_instance(self, instance):
        """Have an instance be removed with this, and give it."""
        self.instances.append(instance)
        return instance

    def learn(self, event, fields):
        """Learn how an event is read; tell whether the kernel has it."""
        try:
            number, reader = make_reader(self.own.get_format(event), fields)
        except FileNotFoundError:
            if event in MAY_LACK:
                return False
            raise
        self.readers[number] = (event.split("/")[1], reader)
        return True

    def tells_lengths(self):
        """Tell whether the kernel says how many bytes were copied."""
        return "sock/sock_recv_length" in self.events

    def begin(self):
        """Begin to write, of no process yet."""
        self.end()
        for instance in (self.own, self.waits):
            instance.write("set_event_pid", "")
        for event in OTHERS:
            self.others.write("events/%s/enable" % event, "1")
        for instance in self.instances:
            instance.write("tracing_on", "1")
        self.read()  # what is left of the performance before
        self.lost_waits = 0

    def end(self):
        """Write nothing any more: an event that is on costs whole machines a little."""
        for instance in self.instances:
            instance.write("tracing_on", "0")
        for event in self.events:
            self.own.write("events/%s/enable" % event, "0")
        self.stop("waits")
        for event in OTHERS:
            self.others.write("events/%s/enable" % event, "0")

    def tell_waits(self):
        """Write from now on also who is ready and who runs."""
        for event in WAITS:
            self.waits.write("events/%s/enable" % event, "1")

    def stop(self, what):
        """Write no more `waits`, or `copies`."""
        instance, events = (self.waits, WAITS) if what == "waits" else (self.own, COPIES)
        for event in events:
            if event in WAITS or event in self.events:
                instance.write("events/%s/enable" % event, "0")

    def spawn(self, start):
        """Have `start` start a program, and give what it gives: the program is traced from there.

        A thread of its own does it. It is on the list of processes that are traced, so its children
        are put there, too, and is taken off when it ends.
        """
        found = []

        def run():
            try:
                number = self.find_own_number()
                for instance in (self.own, self.waits):
                    instance.add("set_event_pid", "%d" % number)
                for event in self.events:
                    self.own.write("events/%s/enable" % event, "1")
                found.append(start())
            except BaseException as error:  # pylint: disable=broad-except; raised below
                found.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        if isinstance(found[0], BaseException):
            raise found[0]
        return found[0]

    def find_own_number(self):
        """Find out by which number this thread goes in the trace."""
        with self.lock:
            self.own.add("trace_marker", "here")
            events, lost = self.take()
            self.kept += [event for event in events if event[1] != "print"]
            self.lost += lost
        numbers = [facts[0] for _, event, facts in events if event == "print"]
        if not numbers:
            raise OSError(0, "a mark in the trace was not found again")
        return numbers[-1]

    def read(self):
        """Give all events since the last time, in order, as (ns, name, fields); how many are lost.
        """
        with self.lock:
            events, lost = self.take()
            events, self.kept = self.kept + events, []
            lost, self.lost = lost + self.lost, 0
        events.sort(key=lambda event: event[0])
        return events, lost

    def take(self):
        """Read what there is in all instances."""
        found, lost, readers = [], 0, self.readers
        for pipe, _ in self.poll.poll(0):
            instance = self.owners[pipe]
            events, missed = instance.read(pipe)
            if instance is self.waits:
                self.lost_waits += missed
            else:
                lost += missed
            for now, page, start in events:
                name, reader = readers.get(get_number(page, start)[0], NONE)
                if reader:
                    found.append((now, name, reader(page, start)))
        return found, lost

    def remove(self):
        """Remove all."""
        for instance in self.instances:
            instance.remove()
        self.instances = []

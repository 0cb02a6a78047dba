"""Copies of received bytes to a program, from the kernel's events: one entry for each call.

tcp_rcv_space_adjust says from which connection a thread took bytes; a call that takes several
segments has several. sock_recv_length, where the kernel has it, says behind them how many bytes the
call gave, and whether it only looked (MSG_PEEK). Calls like splice(2) have none, nor a number.
"""

MOST_SINGLE = 200  # entries of one call each, of a connection, until stock is taken
TOGETHER = 100_000_000  # ns that an entry of several calls spans at the most
PATIENCE = 50_000_000  # ns until a copy is told though its call has not ended
PEEK = 2  # MSG_PEEK


class Copies:
    """All that one program received; `tell(event, mono)` gets it."""

    def __init__(self, tell, has_lengths):
        self.tell, self.has_lengths = tell, has_lengths
        self.calls = {}  # thread: (ns, number, socket, ends, ns awake) of a call that has not ended
        self.seen = {}  # of (local, remote) of each connection: when something was first taken
        self.told = {}  # of each: entries until now
        self.open = {}  # of each: [ns, number, bytes, calls, ns awake], which may still grow

    def begin(self, now, thread, number, sock, ends, awake):
        """A thread took bytes, `awake` ns after it was woken (None: not known)."""
        self.seen.setdefault(ends, now)
        call = self.calls.get(thread)
        if call and call[2] == sock:
            return  # the same call goes on
        self.flush(thread)
        self.calls[thread] = (now, number, sock, ends, awake)
        if not self.has_lengths:
            self.flush(thread)

    def measure(self, thread, sock, count, flags):
        """A call of a thread gave so many bytes."""
        call = self.calls.get(thread)
        if call and call[2] == sock:
            del self.calls[thread]
            if not flags & PEEK:
                self.add(call, max(0, count))

    def flush(self, thread):
        """Tell of a call whose end is not known."""
        call = self.calls.pop(thread, None)
        if call:
            self.add(call, None)

    def flush_old(self, now):
        """Tell of calls that have not ended for long."""
        for thread in [each for each, call in self.calls.items() if now - call[0] > PATIENCE]:
            self.flush(thread)
        for ends in [each for each, entry in self.open.items() if now - entry[0] > TOGETHER]:
            self.close(ends)

    def add(self, call, count):
        """Note one call."""
        now, number, _, ends, awake = call
        entry = self.open.get(ends)
        if entry and entry[1] == number and (entry[2] is None) == (count is None):
            entry[2] = None if count is None else entry[2] + count
            entry[3] += 1
            return
        self.close(ends)
        self.open[ends] = [now, number, count, 1, awake]
        if self.told.get(ends, 0) < MOST_SINGLE:
            self.close(ends)

    def close(self, ends):
        """Tell an entry that grows no more."""
        entry = self.open.pop(ends, None)
        if entry is None:
            return
        self.told[ends] = self.told.get(ends, 0) + 1
        event = {"kind": "received", "local": ends[0], "remote": ends[1], "thread": entry[1]}
        if entry[2] is not None:
            event["bytes"] = entry[2]
        if entry[3] > 1:
            event["calls"] = entry[3]
        if entry[4] is not None:
            event["awakeNs"] = entry[4]
        self.tell(event, entry[0])

    def end(self, thread):
        """A thread has ended."""
        self.flush(thread)

    def take_stock(self):
        """Tell all that is not told yet."""
        for thread in list(self.calls):
            self.flush(thread)
        for ends in list(self.open):
            self.close(ends)
        self.told = {}

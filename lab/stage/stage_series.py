"""A series: many trials, one after the other, with the same programs, capture and sampler.

Starting three programs costs half a second of a core, a trial with programs that are there a tenth
of that. Our server serves session after session; our clients read a line for each trial from a FIFO
that stays open (programs/README.md, LAB_SERIES). Each trial has connections of its own, and its own
entries: all that comes between its epoch and the next one's is told in one message. What comes
before the first is told as in a play, and is true of all of them.

A trial is over once every program has printed a line that says so. One that does not come to its
end, or loses a program, ends the series: stage.ts asks for the rest with new programs.
"""

import json
import os
import re
import threading
import time

from stage_performance import TICK, Performance, name_role

LEAD_NS = 12_000_000  # from telling an epoch to the epoch: the clients run and wait already
# The server ends each connection first, and its kernel would keep each for a minute (TIME-WAIT,
# RFC 9293, 3.6.1), so that after some thousand trials the sampler read nothing else any more.
NO_TIME_WAIT = "echo 0 >/proc/sys/net/ipv4/tcp_max_tw_buckets"


class Series(Performance):
    """One series of the request that lab/stage/protocol.ts describes."""

    fifo_variable = "LAB_SERIES"

    def __init__(self, channel, network, wanted):
        super().__init__(channel, network, wanted)
        self.over = re.compile(wanted["over"])
        self.trial = None
        self.is_told = False  # of some epoch: what comes is kept for the trial that it belongs to
        self.is_begun = False  # whether the epoch of the trial that is played is over
        self.because = None  # why the trial did not come to its end
        self.events = []
        self.lock = threading.Lock()  # the sampler emits from its own thread
        self.pipes = {}
        self.playing = set()  # roles that have not said yet that the trial is over

    def run(self):
        """Play all trials, or up to the first that has no end; each tells its own."""
        self.clear()
        self.network.server.cmd(NO_TIME_WAIT)
        try:
            self.prepare()
            if self.wait_ready() and self.open_pipes():
                self.sampler.enough = len(self.pipes)
                for trial in self.wanted["trials"]:
                    if not self.play(trial):
                        break
                end = time.monotonic_ns() + LEAD_NS
                self.pump_until(end)
                self.send_trial(end)
        finally:
            # What the end of the series shows is true of all trials, such as what a capture lacks.
            self.is_told = False
            self.collect()
        return {}

    def emit(self, event, mono, previous=None):
        """Write an entry: among those of the trials, once a program has been told of one."""
        if event["kind"] == "line" and self.over.match(event["text"]):
            self.playing.discard(event["role"])
        with self.lock:
            if not self.is_told:
                super().emit(event, mono, previous)
                return
            event["atNs"] = mono - self.base
            if previous is not None:
                event["previousAtNs"] = previous - self.base
            self.events.append(event)

    def open_pipes(self):
        """Open the clients' FIFOs, for the whole series."""
        deadline = time.monotonic() + 5 * self.patience
        for role in self.journals:
            if role != "server":
                self.pipes[role] = self.open_epoch(role, deadline)
        lost = [role for role, pipe in self.pipes.items() if pipe is None]
        if lost:
            self.tell("limit", roles=lost, because="the FIFO of %s was not opened" % lost[0])
        return not lost

    def play(self, trial):
        """Play one trial; tell whether it came to its end, and another can be played."""
        self.sampler.wake()
        # From here on: on a busy machine the clients may go on long before this program does, and
        # have said all that they have to say by the time that it does.
        self.is_begun = False
        self.is_told = True
        self.playing = set(self.terminals)
        epoch = time.monotonic_ns() + LEAD_NS
        for role, pipe in self.pipes.items():
            words = [str(epoch)] + trial["clients"][role]
            os.write(pipe, json.dumps(words).encode("ascii") + b"\n")
        # What still comes until the epoch belongs to the trial before.
        self.pump_until(epoch)
        self.send_trial(epoch)
        self.trial = trial
        self.because = None
        self.is_begun = True
        self.tell_clock("start")
        self.emit({"kind": "phase", "witness": "stage", "name": "epoch"}, epoch)
        deadline = epoch + int(trial["limitMs"] * 1e6)
        while self.playing and self.because is None:
            began = time.monotonic_ns()
            self.pump()
            # Where the lab was too busy to take what it is sent, this may be late by seconds: a
            # trial is not over before all was read that had been printed by its deadline.
            self.because = self.find_reason_to_end(trial, began > deadline)
        self.playing = set()
        for role in self.journals:
            self.read_journal(role)
        self.sampler.take_stock()
        self.tell("phase", name="collecting")
        self.tell_clock("end")
        return self.because is None

    def find_reason_to_end(self, trial, late):
        """Say why the trial will not come to its end; None while it may."""
        ended = [role for role in self.terminals if self.has_ended(role)]
        if ended:
            status, number = self.terminals[ended[0]].status
            how = "with status %d" % status if number is None else "by %s" % number
            return "%s ended in the middle of it, %s" % (name_role(ended[0]), how)
        if self.playing and late:
            names = " and ".join(sorted(name_role(role) for role in self.playing))
            return "%s had not ended it after %g s" % (names, trial["limitMs"] / 1000)
        return None

    def send_trial(self, until):
        """Tell the trial that was played, with all that came until a time, the wire's bytes first.

        Before the first trial, what came until then is told as it is: it is true of all of them.
        Whatever comes later is the next one's, even if it was read by now.
        """
        if self.trial is not None:
            self.channel.send_file("h1.pcap", self.capture.read_new())
        until -= self.base
        with self.lock:
            own = [event for event in self.events if event["atNs"] < until]
            self.events = [event for event in self.events if event["atNs"] >= until]
        if self.trial is None:
            for event in own:
                self.channel.send({"event": event})
            return
        self.channel.send({"trial": {"number": self.trial["number"], "events": own,
                                     "untilNs": until, "because": self.because}})

    def pump_until(self, moment):
        """Take what comes until a moment of the monotonic clock."""
        while True:
            left = (moment - time.monotonic_ns()) / 1e9
            if left <= 0:
                return
            self.pump(min(TICK, left))

    def read_journal(self, role):
        """Take a program's notes once the trial is over: until then they are only written."""
        if not self.playing or not self.is_begun:
            super().read_journal(role)

    def collect(self):
        """End the series as a play; the clients see the end of their FIFOs."""
        for pipe in self.pipes.values():
            if pipe is not None:
                os.close(pipe)
        super().collect()

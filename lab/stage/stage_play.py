"""One play: programs on hosts, and steps against the clock, until all ended or it is time to end.

The order is that of lab/stage/README.md; what a play has in common with a series of trials is in
stage_performance.py.
"""

import os
import signal
import time

from stage_keys import Keyboards
from stage_performance import TICK, Performance, name_role

# From telling the epoch to the epoch: time to set a timer; at least, and as a share of the time
# that the programs took to start, for a slow box.
LEAD_NS = 30_000_000
LEAD_SHARE = 0.05


class Play(Performance):
    """One play of the request that lab/stage/protocol.ts describes."""

    def __init__(self, channel, network, wanted):
        super().__init__(channel, network, wanted)
        self.epoch = None
        self.pause = 0  # ms; see choose_pause
        self.keyboards = Keyboards(self, channel.live)
        self.due = sorted(wanted["steps"], key=lambda step: step["atMs"])

    def run(self):
        """Play from beginning to end; the answer is empty: the journal has all there is to say."""
        self.clear()
        try:
            self.prepare()
            if self.wait_ready():
                self.start_epoch()
                self.play_steps()
        finally:
            self.collect()
        return {}

    def choose_pause(self):
        """Say how long what is planned for after a connect has to wait for it here, in ms.

        Node takes 70 ms to start on a usual box, and 2 s on an emulated one; connecting for the
        first time is as much slower. How long the programs of this very play took tells.
        """
        settle = self.wanted.get("settle")
        if settle is None:
            return 0
        took = (time.monotonic_ns() - self.began) / 1e6
        needed = max(took * settle["share"], self.rehearsed * settle["rehearsals"])
        needed += 2 * self.network.round_trip * 1000
        if needed <= settle["enoughMs"]:
            return 0
        return int(max(0, min(needed - settle["plannedMs"], settle["mostMs"])))

    def place(self, ms):
        """Give a planned time as one of the monotonic clock."""
        after = self.wanted["settle"]["afterMs"] if self.pause else ()
        passed = [each for each in after if each < ms]
        return self.epoch + int((ms + self.pause * len(passed)) * 1e6)

    def start_epoch(self):
        """Tell the epoch to every program that waits for it, and note it."""
        self.pause = self.choose_pause()
        words = ""
        if self.pause:
            words = " %d" % self.pause
            words += "".join(" %g" % ms for ms in self.wanted["settle"]["afterMs"])
        pipes = []
        deadline = time.monotonic() + 5 * self.patience
        for role in self.journals:
            if role != "server" and not self.has_ended(role):
                pipe = self.open_epoch(role, deadline)
                if pipe is not None:
                    pipes.append(pipe)
        now = time.monotonic_ns()
        self.epoch = now + max(LEAD_NS, int((now - self.began) * LEAD_SHARE))
        for pipe in pipes:
            os.write(pipe, ("%d%s\n" % (self.epoch, words)).encode("ascii"))
            os.close(pipe)
        paused = {"pauseMs": self.pause} if self.pause else {}
        self.emit(dict(paused, kind="phase", witness="stage", name="epoch"), self.epoch)

    def play_steps(self):
        """Carry out each step at its time, until all programs ended or it is time to end them."""
        deadline = self.place(self.wanted["limitMs"])
        while True:
            now = time.monotonic_ns()
            while self.due and self.place(self.due[0]["atMs"]) <= now:
                self.carry_out(self.due.pop(0))
            alive = [role for role in self.terminals if not self.has_ended(role)]
            if not self.due and not alive:
                return
            if self.keyboards.pump():
                return
            because = self.find_reason_to_end(now, deadline, alive)
            if because:
                self.tell("limit", roles=alive, because=because)
                return
            wait = TICK
            if self.due:
                wait = min(wait, (self.place(self.due[0]["atMs"]) - now) / 1e9)
            self.pump(wait)

    def find_reason_to_end(self, now, deadline, alive):
        """Say why the play is over although programs still run; None while it is not."""
        if now > deadline:
            return "still running at the limit of %g s" % (self.wanted["limitMs"] / 1000)
        if self.due or self.wanted.get("idleMs") is None:
            return None
        quiet = (now - self.last_event) / 1e6
        floods = [name_role(role) for role in alive if self.terminals[role].is_flooding()]
        what = "%s printed and nothing else" % " and ".join(floods) if floods else "nothing"
        finished = "server" not in alive or alive == ["server"]
        limit = self.wanted["graceMs"] if finished else self.wanted["idleMs"]
        if now > self.epoch and quiet > limit + self.pause:
            return "still running after %g s in which %s happened" % (limit / 1000, what)
        return None

    def carry_out(self, step):
        """Carry out one step; one for a program that has ended is noted by its absence."""
        if step["do"] == "start":
            self.start(step["role"])
        elif step["do"] == "type" and not self.has_ended(step["role"]):
            self.terminals[step["role"]].type(step["text"])
        elif step["do"] == "signal" and not self.has_ended(step["role"]):
            self.terminals[step["role"]].send_signal(getattr(signal, step["signal"]))

"""Holding what is planned for after a connect until the connection is there: for slow boxes.

On a usual box a connection is accepted long before the next thing is due. On an emulated one it may
take seconds, so nobody is told beforehand when that next thing is due. After each time at which
clients connect, all that is planned for later is held until the kernel shows that the server has
accepted them, or for as long as the box may need at the most. The pause that this makes is the same
for everybody, so that later steps keep their order and their distances.
"""

import math
import os
import time

NS = 1_000_000


class Settling:
    """The holds of one play, the earliest first; without any, all is due when it was planned."""

    def __init__(self, play):
        self.play = play
        self.holds = []  # the times at which clients connect that are not over yet
        self.past = []  # (planned ms, pause in ms) of those that are
        self.enough = self.needed = 0  # ms; see choose
        self.pipes = []  # of clients that wait to be told
        self.old = set()  # the clients' ends of connections that earlier plays left in TIME_WAIT

    def choose(self):
        """Say how long the box may need from connect to accepted, in ms; 0 if it is not slow.

        Node takes 70 ms to start on a usual box, and 2 s on an emulated one; connecting for the
        first time is as much slower. How long the programs of this very play took tells.
        """
        settle = self.play.wanted.get("settle")
        if settle is None:
            return 0
        took = (time.monotonic_ns() - self.play.began) / NS
        needed = max(took * settle["share"], self.play.rehearsed * settle["rehearsals"],
                     settle.get("leastMs", 0))
        needed += 2 * self.play.network.round_trip * 1000
        self.enough = settle["enoughMs"]
        return min(needed, settle["mostMs"]) if needed > self.enough else 0

    def begin(self):
        """Hold after each connect if the box is slow."""
        self.needed = self.choose()
        if self.needed:
            self.old = self.play.sampler.collect_accepted()
            self.holds = list(self.play.wanted["settle"]["connects"])

    def tell(self, pipe):
        """Tell a client the epoch and the holds, those that are over with their pauses."""
        times = [at for at, _ in self.past] + [hold["atMs"] for hold in self.holds]
        words = [" ".join(["%d" % self.play.epoch] + ["%g" % at for at in times])]
        words += ["%d" % pause for _, pause in self.past]
        os.write(pipe, "".join(word + "\n" for word in words).encode("ascii"))
        if self.holds:
            self.pipes.append(pipe)
        else:
            os.close(pipe)

    def place(self, ms):
        """Give a planned time in ns after the epoch; None as long as it is held."""
        if any(hold["atMs"] < ms for hold in self.holds):
            return None
        return int((ms + sum(pause for at, pause in self.past if at < ms)) * NS)

    def tick(self, now):
        """End the hold of which all is there, or whose time is over."""
        if not self.holds:
            return
        hold = self.holds[0]
        due = self.play.epoch + self.place(hold["atMs"])
        # What comes next has `enough` from here, so that everybody is told in time.
        pause = (now - due) / NS + self.enough - hold["roomMs"]
        most = max(0, self.needed - hold["roomMs"])
        if now < due or (pause < most and not self.is_there(hold)):
            return
        self.holds.pop(0)
        pause = math.ceil(max(0, min(pause, most)))
        self.past.append((hold["atMs"], pause))
        for pipe in self.pipes:
            try:
                os.write(pipe, b"%d\n" % pause)
            except BrokenPipeError:
                pass  # It has ended, which is no trouble of the lab.
        paused = {"pauseMs": pause} if pause else {}
        self.play.tell("phase", name="settled", **paused)
        if not self.holds:
            self.end()

    def is_there(self, hold):
        """Tell whether all that connect at this time are accepted, and ours know it."""
        play = self.play
        for role in hold["roles"]:
            spec = play.specs[role]
            if play.has_ended(role):
                continue
            if spec["ours"] and "connected" not in play.notes.get(role, ()):
                return False
            address = play.network.hosts[spec["host"]].IP() + ":"
            accepted = play.sampler.accepted - self.old
            if not any(each.startswith(address) for each in accepted):
                return False
        # Our server reads once all are there; what comes before that comes in no order.
        is_last = len(self.holds) == 1
        ours = play.specs["server"]["ours"] and not play.has_ended("server")
        return not (is_last and ours) or "reading" in play.notes.get("server", ())

    def get_longest(self):
        """Say how long the longest pause was, in ms."""
        return max([pause for _, pause in self.past], default=0)

    def end(self):
        """Tell nobody anything any more."""
        for pipe in self.pipes:
            os.close(pipe)
        self.pipes = []

"""One play: programs on hosts, and steps against the clock, until all ended or it is time to end.

The order is that of lab/stage/README.md; what a play has in common with a series of trials is in
stage_performance.py.
"""

import os
import signal
import time

from stage_faults import Faults
from stage_keys import Keyboards
from stage_performance import TICK, Performance, name_role
from stage_sampler import parse_endpoint

# From telling the epoch to the epoch: time to set a timer; at least, and as a share of the time
# that the programs took to start, for a slow box.
LEAD_NS = 30_000_000
LEAD_SHARE = 0.05
# How long typing waits for a prompt; then whoever sits there types all the same.
PROMPT_NS = 2_000_000_000
# From its connection to what is typed: a program that is told of both has yet to listen to the
# keyboard, and Node gives a line that came too soon to nobody.
CONNECTED_NS = 150_000_000


class Play(Performance):
    """One play of the request that lab/stage/protocol.ts describes."""

    def __init__(self, channel, network, wanted):
        super().__init__(channel, network, wanted)
        self.epoch = None
        self.pause = 0  # ms; see choose_pause
        self.connected = {}  # role: when its connection was first looked for and seen
        self.keyboards = Keyboards(self, channel.live)
        self.faults = Faults(self)
        steps = list(wanted["steps"]) + list(self.faults.make_steps())
        self.due = sorted(steps, key=lambda step: step["atMs"])
        self.words = ""  # what follows the epoch
        self.late = set()  # programs of ours that were started behind the epoch, and wait for it

    def run(self):
        """Play from beginning to end; the answer is empty: the journal has all there is to say."""
        self.clear()
        try:
            self.faults.take_port()
            self.prepare()
            if self.wait_ready():
                self.start_epoch()
                self.play_steps()
        finally:
            self.faults.end_all()
            self.collect()
        return {}

    def choose_pause(self):
        """Say how long what is planned for after a connect has to wait for it here, in ms.

        Node takes 70 ms to start on a usual box, and 2 s on an emulated one; connecting for the
        first time is as much slower. How long the programs of this very play took tells; but not of
        those that were started in advance: an emulated box is known to need some time at least.
        """
        settle = self.wanted.get("settle")
        if settle is None:
            return 0
        took = (time.monotonic_ns() - self.began) / 1e6
        needed = max(took * settle["share"], self.rehearsed * settle["rehearsals"],
                     settle.get("leastMs", 0))
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
        self.words = words
        paused = {"pauseMs": self.pause} if self.pause else {}
        self.emit(dict(paused, kind="phase", witness="stage", name="epoch"), self.epoch)

    def play_steps(self):
        """Carry out each step at its time, until all programs ended or it is time to end them."""
        deadline = self.place(self.wanted["limitMs"])
        while True:
            now = time.monotonic_ns()
            self.take_steps(now)
            self.faults.tick(now)
            self.tell_late()
            alive = [role for role in self.terminals if not self.has_ended(role)]
            if not alive and not any(may_start(step) for step in self.due):
                return
            if self.keyboards.pump():
                return
            because = self.find_reason_to_end(now, deadline, alive)
            if because:
                self.tell("limit", roles=alive, because=because)
                return
            coming = [self.place(step["atMs"]) - now for step in self.due]
            self.pump(min([TICK] + [ahead / 1e9 for ahead in coming if ahead > 0]))

    def take_steps(self, now):
        """Carry out what is due; behind a step that waits, the others for its role wait as well."""
        waiting = set()
        for step in [step for step in self.due if self.place(step["atMs"]) <= now]:
            role = step.get("role")  # the steps of faults have none
            if role is not None and (role in waiting or self.must_wait(step, now)):
                waiting.add(role)
                continue
            self.due.remove(step)
            self.carry_out(step)

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

    def must_wait(self, step, now):
        """Tell whether a step is for somebody who still waits for the program's prompt."""
        role = step["role"]
        if self.has_ended(role) or role not in self.terminals:
            return False
        if now - self.place(step["atMs"]) > PROMPT_NS * self.patience:
            return False
        if "after" in step:
            return not self.terminals[role].has_shown(step["after"])
        return step.get("connected", False) and not self.is_settled(role, now)

    def is_settled(self, role, now):
        """Tell whether a client has had a connection for long enough to be typed at."""
        address = self.network.hosts[self.specs[role]["host"]].IP() + ":"
        remotes = [parse_endpoint(remote) for _, remote in list(self.sampler.connections)]
        if role not in self.connected and any(each.startswith(address) for each in remotes):
            self.connected[role] = now
        return role in self.connected and now > self.connected[role] + CONNECTED_NS

    def carry_out(self, step):
        """Carry out one step; one for a program that has ended is noted by its absence."""
        if step["do"] == "begin":
            self.faults.begin(step["fault"])
        elif step["do"] == "end":
            self.faults.end(step["fault"])
        elif step["do"] == "start":
            self.start(step["role"])
            self.late.add(step["role"])
        elif step["do"] == "type" and not self.has_ended(step["role"]):
            self.terminals[step["role"]].type(step["text"])
        elif step["do"] == "signal" and not self.has_ended(step["role"]):
            self.terminals[step["role"]].send_signal(getattr(signal, step["signal"]))

    def start_again(self, role):
        """Start a program again whose end was brought about; what it printed stays."""
        terminal = self.terminals[role]
        deadline = time.monotonic() + 5 * self.patience
        while terminal.status is None and time.monotonic() < deadline:
            self.pump()
        if terminal.fileno() in {key.fd for key in self.selector.get_map().values()}:
            self.selector.unregister(terminal)
        self.channel.send_file("logs/%s.log" % role, terminal.close())
        self.forget(role)
        self.start(role)
        self.late.add(role)

    def forget(self, role):
        """Have nothing left of a program that ended, so that its role can be started again."""
        self.journals.pop(role, None)
        for name in (role + ".journal", role + ".epoch"):
            try:
                os.unlink(os.path.join(self.folder, name))
            except FileNotFoundError:
                pass

    def tell_late(self):
        """Tell the epoch to programs that were started behind it, once they wait for it."""
        for role in list(self.late):
            if role == "server" or role not in self.journals or self.has_ended(role):
                self.late.discard(role)
                continue
            pipe = self.open_epoch(role, 0)
            if pipe is not None:
                os.write(pipe, ("%d%s\n" % (self.epoch, self.words)).encode("ascii"))
                os.close(pipe)
                self.late.discard(role)


def may_start(step):
    """Tell whether a step starts a program."""
    return step["do"] == "start" or (step["do"] == "end" and step["fault"]["do"] == "restart")

"""One play: programs on hosts, and steps against the clock, until all ended or it is time to end.

The order is that of lab/stage/README.md; what a play has in common with a series of trials is in
stage_performance.py.
"""

import os
import signal
import threading
import time

from stage_again import find_left
from stage_faults import Faults
from stage_keys import Keyboards
from stage_performance import TICK, Performance, name_role
from stage_precedence import Precedence
from stage_sampler import HALF_OPEN, parse_endpoint
from stage_settling import Settling
from stage_setup import check_setups
from stage_waits import Rest

# From telling the epoch to the epoch: time to set a timer; at least, and as a share of the time
# that the programs took to start, for a slow box.
LEAD_NS = 30_000_000
LEAD_SHARE = 0.05
# How long typing waits for a prompt; then whoever sits there types all the same. Counted is the
# time that the program had: a start that takes it 0.1 s took 4 s on a busy machine.
PROMPT_NS = 2_000_000_000
QUIET_NS = 500_000_000  # without any entry: then the programs are looked at
# From its connection, and since the program was last busy, to what is typed: one that is told of
# both has yet to listen to the keyboard, and Node gives a line that came too soon to nobody.
CONNECTED_NS = 150_000_000


class Play(Performance):
    """One play of the request that lab/stage/protocol.ts describes."""

    def __init__(self, channel, network, wanted):
        super().__init__(channel, network, wanted)
        self.epoch = None
        self.settling = Settling(self)
        self.precedence = Precedence()
        self.connected = {}  # role: when its connection was first looked for and seen
        self.rests = {}  # role: whether its program has come to rest
        self.typed_at = {}  # role: when a line was last typed at it
        self.opened_at = 0  # when somebody was last typed at who had said nothing yet
        self.waited_from = {}  # id of a step: the time that its program had had when it was due
        self.keyboards = Keyboards(self, channel.live)
        self.faults = Faults(self)
        steps = list(wanted["steps"]) + list(self.faults.make_steps())
        self.due = sorted(steps, key=lambda step: step["atMs"])
        self.late = set()  # programs of ours that were started behind the epoch, and wait for it

    def run(self):
        """Play from beginning to end; the journal has all there is to say of it.

        The answer says why the network cannot be played on again, where that was asked and is so.
        """
        self.clear()
        try:
            self.faults.take_port()
            self.prepare()
            if self.wait_ready():
                self.start_epoch()
                self.play_steps()
        finally:
            self.faults.end_all()
            self.precedence.give_back()
            self.settling.end()
            self.collect()
        check_setups(self)
        if self.wanted.get("again"):
            return {"left": find_left(self.network, self.keep, self.listened)}
        return {}

    def place(self, ms):
        """Give a planned time as one of the monotonic clock; None while it is held."""
        after = self.settling.place(ms)
        return None if after is None else self.epoch + after

    def is_due(self, step, now):
        """Tell whether it is time for a step."""
        moment = self.place(step["atMs"])
        return moment is not None and moment <= now

    def start_epoch(self):
        """Tell the epoch to every program that waits for it, and note it."""
        self.precedence.give([threading.get_native_id(), self.sampler.native_id])
        self.settling.begin()
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
            self.settling.tell(pipe)
        self.emit({"kind": "phase", "witness": "stage", "name": "epoch"}, self.epoch)

    def play_steps(self):
        """Carry out each step at its time, until all programs ended or it is time to end them."""
        while True:
            now = time.monotonic_ns()
            self.settling.tick(now)
            self.take_steps(now)
            self.faults.tick(now)
            self.tell_late()
            alive = [role for role in self.terminals if not self.has_ended(role)]
            if not alive and not any(may_start(step) for step in self.due):
                return
            if self.keyboards.pump():
                return
            because = self.find_reason_to_end(now, alive)
            if because:
                self.tell("limit", roles=alive, because=because)
                return
            coming = [self.place(step["atMs"]) for step in self.due]
            self.pump(min([TICK] + [(at - now) / 1e9 for at in coming if at and at > now]))

    def take_steps(self, now):
        """Carry out what is due; behind a step that waits, the others for its role wait as well."""
        waiting = set()
        for step in [step for step in self.due if self.is_due(step, now)]:
            role = step.get("role")  # the steps of faults have none
            if role is not None and (role in waiting or self.must_wait(step, now)):
                waiting.add(role)
                continue
            self.due.remove(step)
            self.carry_out(step)

    def find_reason_to_end(self, now, alive):
        """Say why the play is over although programs still run; None while it is not."""
        deadline = self.place(self.wanted["limitMs"])
        if deadline is None:
            return None
        if now > deadline:
            return "still running at the limit of %g s" % (self.wanted["limitMs"] / 1000)
        if self.due or self.wanted.get("idleMs") is None:
            return None
        quiet = (now - self.find_last_sign(now, alive)) / 1e6
        floods = [name_role(role) for role in alive if self.terminals[role].is_flooding()]
        what = "%s printed and nothing else" % " and ".join(floods) if floods else "nothing"
        finished = "server" not in alive or alive == ["server"]
        limit = self.wanted["graceMs"] if finished else self.wanted["idleMs"]
        if now > self.epoch and quiet > limit + self.settling.get_longest():
            return "still running after %g s in which %s happened" % (limit / 1000, what)
        return None

    def find_last_sign(self, now, alive):
        """Give when something last happened, or a program was last kept from running, in ns.

        Whoever gets no processor cannot show that it goes on. It is looked for once all is quiet.
        A program that prints without end wants a processor all the time, and shows nothing by it.
        """
        if now - self.last_event < QUIET_NS:
            return self.last_event
        starved = [self.look_at(role, now).starved_at for role in alive
                   if not self.terminals[role].is_flooding()]
        return max([self.last_event] + [at for at in starved if at is not None])

    def look_at(self, role, now):
        """Look whether a program is at rest; it is looked at from the first time on."""
        if role not in self.rests:
            self.rests[role] = Rest(self.terminals[role].pid, now)
        self.rests[role].look(now)
        return self.rests[role]

    def must_wait(self, step, now):
        """Tell whether a step is for somebody who still waits for the program's prompt."""
        role = step["role"]
        if self.has_ended(role) or role not in self.terminals:
            return False
        # People say more only once everybody has said the first thing; that waits its own time.
        if "apartMs" in step and any(self.is_opening(one) for one in self.due):
            return True
        had = self.look_at(role, now).had
        if had - self.waited_from.setdefault(id(step), had) > PROMPT_NS * self.patience:
            return False
        # A person takes time between two lines, however late the first could be typed.
        typed_at = max(self.opened_at, self.typed_at.get(role, 0))
        if "apartMs" in step and now < typed_at + step["apartMs"] * 1_000_000:
            return True
        if step.get("rest"):
            return not self.look_at(role, now).is_over(now, self.typed_at.get(role, 0))
        if "after" in step:
            return not self.terminals[role].has_shown(step["after"])
        return step.get("connected", False) and not self.is_settled(role, now)

    def is_opening(self, step):
        """Tell whether a step types what a client says first, and still may."""
        return (step["do"] == "type" and "apartMs" not in step
                and step["role"] in self.terminals and not self.has_ended(step["role"]))

    def is_settled(self, role, now):
        """Tell whether a client has had a connection for long enough to be typed at."""
        address = self.network.hosts[self.specs[role]["host"]].IP() + ":"
        # In SYN-RECEIVED the client knows of no connection yet (RFC 9293, 3.5): what answers its
        # SYN is on its way, for long where the kernel's own threads get no processor either.
        remotes = [parse_endpoint(remote) for (_, remote), (state, _, _)
                   in list(self.sampler.connections.items()) if state not in HALF_OPEN]
        if role not in self.connected and any(each.startswith(address) for each in remotes):
            self.connected[role] = now
        if role not in self.connected:
            return False
        since = max(self.connected[role], self.look_at(role, now).busy_at)
        return now > since + CONNECTED_NS

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
            self.typed_at[step["role"]] = time.monotonic_ns()
            if "apartMs" not in step:
                self.opened_at = self.typed_at[step["role"]]
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
        for name in (role + ".journal", role + ".epoch", role + ".setup"):
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
                self.settling.tell(pipe)
                self.late.discard(role)


def may_start(step):
    """Tell whether a step starts a program."""
    return step["do"] == "start" or (step["do"] == "end" and step["fault"]["do"] == "restart")

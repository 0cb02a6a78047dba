"""Faults: what is made to go wrong in a play, at planned times (lab/model/fault.ts has the kinds).

Each has an entry in the journal when it begins, and one when it is over. One that could not be made
says so, and leaves a gap in the stage's evidence: the play was another one than was asked for.
"""

import ipaddress
import os
import signal
import socket
import time

from stage_errors import StageError
from stage_links import Links, run_at
from stage_netns import open_socket
from stage_processes import list_family

PERIOD_NS = 100_000_000  # of a program that is slowed: it runs for a share of each
LINKS = ("cut", "rate", "delay", "loss", "duplicate", "reorder", "corrupt")


class Faults:
    """The faults of one play."""

    def __init__(self, play):
        self.play = play
        self.links = Links()
        self.slowed = {}  # role: [share of the time in which it runs, whether it is stopped]
        self.sockets = {}  # what a fault holds open, by its sentence
        self.aliases = {}
        self.wanted = play.wanted.get("faults") or []

    def make_steps(self):
        """Give the steps in which they begin and end, as those of a play."""
        for fault in self.wanted:
            if fault["do"] != "take-port":
                yield {"atMs": fault["atMs"], "do": "begin", "fault": fault}
            if fault.get("endMs") is not None:
                yield {"atMs": fault["endMs"], "do": "end", "fault": fault}

    def take_port(self):
        """Have the server's port taken, where that is asked for, before any program starts."""
        for fault in self.wanted:
            if fault["do"] == "take-port":
                self.begin(fault)

    def begin(self, fault):
        """Make something go wrong."""
        self.carry_out(fault, "begin", self.begins)

    def end(self, fault):
        """Have it over."""
        self.carry_out(fault, "end", self.ends)

    def carry_out(self, fault, when, table):
        """Do one's part, and write it down with the time at which it began to be done."""
        act = table(fault["do"])
        if act is None:
            return
        entry = {"kind": "fault", "witness": "stage", "role": fault["role"], "what": fault["do"],
                 "when": when, "text": fault["text"]}
        began = time.monotonic_ns()
        try:
            because = act(fault, self.play.network.hosts[fault["host"]])
        except (StageError, OSError) as error:
            because = str(error) or type(error).__name__
        entry["tookMs"] = (time.monotonic_ns() - began) / 1e6
        if because:
            entry["failed"] = because
        self.play.emit(entry, began)
        if because:
            self.play.tell("gap", of="stage", because="the fault '%s' could not be made: %s"
                           % (fault["text"], because))

    def begins(self, kind):
        """Give what makes a kind of fault."""
        if kind in LINKS:
            return self.worsen
        return getattr(self, "begin_" + kind.replace("-", "_"))

    def ends(self, kind):
        """Give what puts an end to a kind of fault; None where nothing does."""
        if kind in LINKS:
            return self.mend
        return getattr(self, "end_" + kind.replace("-", "_"), None)

    # --- programs ----------------------------------------------------------------------------

    def signal(self, role, number):
        """Send a signal to a program and all that it started; say so if it runs no longer."""
        terminal = self.play.terminals.get(role)
        if terminal is None or terminal.status is not None:
            return "it was not running"
        for pid in list_family(terminal.pid):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        return None

    def begin_kill(self, fault, _host):
        """End the program."""
        return self.signal(fault["role"], signal.SIGKILL)

    def begin_pause(self, fault, _host):
        """Stop the program."""
        return self.signal(fault["role"], signal.SIGSTOP)

    def begin_resume(self, fault, _host):
        """Let the program go on."""
        return self.signal(fault["role"], signal.SIGCONT)

    def end_pause(self, fault, _host):
        """Let the program go on; one that was ended meanwhile is no matter."""
        self.signal(fault["role"], signal.SIGCONT)

    def begin_slow(self, fault, _host):
        """Let the program run in a share of the time only."""
        self.slowed[fault["role"]] = [fault["value"] / 100, False]
        return None

    def end_slow(self, fault, _host):
        """Let it run as it likes."""
        if self.slowed.pop(fault["role"], None):
            self.signal(fault["role"], signal.SIGCONT)

    def begin_start(self, _fault, _host):
        """Leave it to the play's own step of that time, which starts the program."""

    def begin_restart(self, fault, _host):
        """End the program; it is started again when this is over."""
        return self.signal(fault["role"], signal.SIGKILL)

    def end_restart(self, fault, _host):
        """Start the program again."""
        self.play.start_again(fault["role"])

    def tick(self, now):
        """Stop and continue what is slowed."""
        for role, state in self.slowed.items():
            share, stopped = state
            stop = now % PERIOD_NS >= share * PERIOD_NS
            if stop != stopped:
                state[1] = stop
                self.signal(role, signal.SIGSTOP if stop else signal.SIGCONT)

    # --- links -------------------------------------------------------------------------------

    def worsen(self, fault, host):
        """Have a link do something wrong."""
        self.links.change(host, fault["do"], fault.get("value", 100), fault.get("direction"))

    def mend(self, fault, host):
        """Have a link do it no more."""
        self.links.change(host, fault["do"], None, fault.get("direction"))

    def begin_down(self, _fault, host):
        """Plug a host out."""
        self.links.set_up(host, False)

    def begin_up(self, _fault, host):
        """Plug a host in."""
        self.links.set_up(host, True)

    def end_down(self, _fault, host):
        """Plug a host in again."""
        self.links.set_up(host, True)

    # --- connections -------------------------------------------------------------------------

    def begin_reset(self, fault, host):
        """Reset connections at the server: both ends learn of it (ss(8), sock_diag(7))."""
        which = ["sport", "=", ":%d" % self.play.wanted["port"]]
        if fault["role"] != "server":
            which += ["and", "dst", host.IP()]
        ended = run_at(self.play.network.server, ["ss", "-HntK", "state", "connected"] + which)
        return None if ended.strip() else "there was no connection, or the kernel ends none"

    def begin_half_open(self, fault, host):
        """Have a client vanish: nothing that its kernel would say arrives."""
        self.links.change(host, "cut", 100, None)
        return self.signal(fault["role"], signal.SIGKILL)

    def begin_burst(self, fault, host):
        """Open many connections to the server from an address that no program has."""
        alias = self.add_alias(host)
        address = (self.play.network.server.IP(), self.play.wanted["port"])
        opened = self.sockets.setdefault(fault["text"], [])
        for _ in range(int(fault["value"])):
            one = open_socket(host.pid, socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
            opened.append(one)
            one.bind((alias, 0))
            one.connect_ex(address)

    def end_burst(self, fault, _host):
        """Close them all."""
        for one in self.sockets.pop(fault["text"], ()):
            one.close()

    def begin_take_port(self, fault, host):
        """Listen on the server's port, and accept nobody."""
        one = open_socket(host.pid, socket.AF_INET, socket.SOCK_STREAM)
        self.sockets[fault["text"]] = [one]
        one.bind(("0.0.0.0", self.play.wanted["port"]))
        one.listen(1)
        self.play.listened.add("0.0.0.0:%d" % self.play.wanted["port"])

    end_take_port = end_burst

    def add_alias(self, host):
        """Give a host the last address but one of its network, too."""
        if host.name not in self.aliases:
            intf = host.defaultIntf()
            net = ipaddress.ip_network("%s/%s" % (intf.ip, intf.prefixLen), strict=False)
            alias = str(net[-2])
            run_at(host, ["ip", "address", "add", "%s/%s" % (alias, intf.prefixLen),
                          "dev", intf.name])
            self.aliases[host.name] = (host, alias)
        return self.aliases[host.name][1]

    def end_all(self):
        """Have everything over, so that the witnesses can finish."""
        for role in list(self.slowed):
            self.end_slow({"role": role}, None)
        for text in list(self.sockets):
            self.end_burst({"text": text}, None)
        self.links.restore()

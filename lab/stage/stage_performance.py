"""What every performance on a network has: programs on hosts, and witnesses that write it down.

A play (stage_play.py) is one; a series of trials (stage_series.py) is another. The order is that
of lab/stage/README.md: witnesses, then programs; at the end programs, witnesses, files.
"""

import errno
import os
import selectors
import shutil
import signal
import time

from stage_captures import ClientCaptures, list_tools, open_capture
from stage_clocks import read_clocks
from stage_errors import StageError
from stage_network import SCRATCH
from stage_notes import ProgramJournal, name_role
from stage_opening import wait_ready
from stage_player import place_player
from stage_processes import (
    clear_folder, has_udp_socket, kill_processes, list_processes, name_listener, reap_orphan,
)
from stage_sampler import Sampler, read_sockets
from stage_spares import PLAY, get_surroundings
from stage_terminal import Terminal

TICK = 0.005


class Performance:
    """Programs and witnesses of one request; `wanted` is what lab/stage/protocol.ts describes."""

    fifo_variable = "LAB_EPOCH"  # what tells our clients which FIFO to read

    def __init__(self, channel, network, wanted):
        self.channel, self.network, self.wanted = channel, network, wanted
        self.base = self.began = time.monotonic_ns()
        self.folder = PLAY
        self.terminals = {}
        self.journals = {}
        self.notes = {}
        self.rehearsed = 0  # ms; the longest that a client's rehearsed connection took
        self.specs = {program["role"]: place_player(program) for program in wanted["programs"]}
        self.last_event = self.base
        self.streamed = self.base
        self.keep = set(list_processes())
        self.selector = selectors.DefaultSelector()
        self.capture = self.sampler = self.captures = None  # the last: clients' own, if asked for
        self.listened = set()
        # How much longer than usual all may take on this box: 9 on an emulated one.
        self.patience = max(1.0, wanted["listenMs"] / 20000)

    # --- telling -----------------------------------------------------------------------------

    def emit(self, event, mono, previous=None):
        """Write a journal entry; its times become nanoseconds since the play's base."""
        event["atNs"] = mono - self.base
        if previous is not None:
            event["previousAtNs"] = previous - self.base
        if event["kind"] not in ("sampling", "blind", "waited", "tracing"):
            self.last_event = max(self.last_event, mono)
        self.channel.send({"event": event})

    def tell(self, kind, **facts):
        """Write an entry of the stage's own, for now."""
        self.emit(dict(facts, kind=kind, witness="stage"), time.monotonic_ns())

    def tell_clock(self, when):
        """Read both clocks together."""
        mono, wall, uncertainty = read_clocks()
        self.emit({"kind": "clock", "witness": "stage", "when": when,
                   "wallSec": wall // 10**9, "wallNsec": wall % 10**9,
                   "uncertaintyNs": uncertainty}, mono)

    # --- the beginning -----------------------------------------------------------------------

    def clear(self):
        """Remove what the performance before left behind."""
        if not all(program["ours"] for program in self.wanted["programs"]):
            self.network.spares.end()
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        clear_folder(SCRATCH)
        self.check_port()

    def check_port(self):
        """Refuse to play where something took the server's port before the server started."""
        self.listened = set(read_sockets(self.network.server.pid)[0])
        port = self.wanted.get("port")
        taken = [local for local in sorted(self.listened) if local.endswith(":%s" % port)]
        if taken:
            raise StageError(
                "STAGE_FAILED",
                "%s on %s listens on %s before the server is started"
                % (name_listener(self.network.server, port), self.network.server.name,
                   " and ".join(taken)),
                "The topology starts it; have it leave the port free, or take another --port.",
            )

    def prepare(self):
        """Start the witnesses, then every program that does not wait for a planned time."""
        self.tell("environment", **self.network.describe())
        self.tell_clock("start")
        server, path = self.network.server, os.path.join(self.folder, "h1.pcap")
        self.capture = open_capture(server, server.defaultIntf().name, path)
        self.captures = ClientCaptures(self.network, self.wanted.get("captures", ()), self.folder)
        self.sampler = Sampler(server.pid, self.emit, *self.network.spares.take_exact(self.emit))
        self.sampler.start()
        self.tell("phase", name="starting")
        self.began = time.monotonic_ns()
        for program in self.wanted["programs"]:
            if program.get("startMs") is None:
                self.start(program["role"])
        self.network.spares.end()

    def start(self, role):
        """Start the program of one role, or tell one that was started in advance."""
        spec = self.specs[role]
        environment, folder = get_surroundings(spec)
        told = {}
        if spec["ours"]:
            self.journals[role] = ProgramJournal(environment["LAB_JOURNAL"])
            if role != "server":
                fifo = os.path.join(self.folder, role + ".epoch")
                os.mkfifo(fifo)
                told[self.fifo_variable] = fifo
        terminal = self.network.spares.take(spec, environment, folder, self.emit, told)
        if terminal is None:
            host = self.network.hosts[spec["host"]]
            environment.update(told)
            terminal = self.sampler.spawn(role, lambda: Terminal(
                role, host, spec["argv"], environment, folder, self.emit))
        self.keep.discard(terminal.pid)
        self.terminals[role] = terminal
        self.selector.register(terminal, selectors.EVENT_READ)
        if role == "server":
            self.sampler.program = (role, terminal.pid)

    def wait_ready(self):
        """Wait until the wire is captured, the server listens, and our clients await the epoch."""
        return wait_ready(self)

    def is_listening(self):
        """Tell whether the server's host has a new TCP listener, or a UDP socket of a program."""
        new = set(self.sampler.listeners) - self.listened
        return bool(new) or has_udp_socket(self.network.server.pid)

    def open_epoch(self, role, deadline):
        """Open a client's pipe once the client has opened its end (fifo(7): ENXIO until then)."""
        path = os.path.join(self.folder, role + ".epoch")
        while not self.has_ended(role):
            try:
                return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            except OSError as error:
                if error.errno != errno.ENXIO:
                    raise
            if time.monotonic() > deadline:
                return None
            self.pump()
        return None

    def has_ended(self, role):
        """Tell whether a role's program was started and has ended."""
        terminal = self.terminals.get(role)
        return terminal is not None and terminal.status is not None

    # --- what goes on all the time -----------------------------------------------------------

    def pump(self, wait=TICK):
        """Take what was printed and noted, and who ended, within `wait` seconds."""
        for key, _ in self.selector.select(max(0.0, wait)):
            self.read_terminal(key.fileobj)
        for terminal in self.terminals.values():
            if terminal.open and terminal.lost:
                terminal.discard()
            terminal.type_on()
            self.reap(terminal)
        for role in self.journals:
            self.read_journal(role)
        if time.monotonic_ns() - self.streamed > 200_000_000:
            self.send_captures()

    def send_captures(self):
        """Send what was captured since the last time."""
        self.streamed = time.monotonic_ns()
        self.channel.send_file("h1.pcap", self.capture.read_new())
        for name, data in self.captures.read_new():
            self.channel.send_file(name, data)

    def read_terminal(self, terminal):
        """Take what one program printed; an ended terminal is watched no longer."""
        data = terminal.read()
        if data:
            self.channel.send_file("logs/%s.log" % terminal.role, data)
        # One that floods would wake us all the time; it is emptied at our pace, and waits for us.
        if not terminal.open or terminal.lost:
            self.selector.unregister(terminal)

    def reap(self, terminal):
        """Note the end of a program."""
        if terminal.status is None:
            try:
                pid, status = os.waitpid(terminal.pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = terminal.pid, 0
            if pid:
                terminal.set_status(status)

    def read_journal(self, role):
        """Write what one of our programs has added to its own journal into ours."""
        for note in self.journals[role].read():
            if note is None:
                self.tell("gap", of="program", because="%s wrote a line that is no entry" % role)
                continue
            what, mono, facts = note
            self.notes.setdefault(role, set()).add(what)
            self.rehearsed = max(self.rehearsed, facts.get("tookMs", 0))
            self.emit(dict(facts, kind="note", witness="program", role=role, what=what), mono)

    # --- the end -----------------------------------------------------------------------------

    def collect(self):
        """End the programs, then the witnesses, and send what is left of the files."""
        self.tell("phase", name="collecting")
        self.end_programs()
        for role in self.journals:
            self.read_journal(role)
        for terminal in self.terminals.values():
            self.channel.send_file("logs/%s.log" % terminal.role, terminal.close())
            if terminal.lost:
                self.tell("gap", of="printed", because="%s printed %d bytes more than are kept"
                          % (name_role(terminal.role), terminal.lost))
        self.selector.close()
        if self.capture and self.captures:
            for because in self.capture.finish(3 * self.patience):
                self.tell("gap", of="wire", because=because)
            for name, because in self.captures.finish(3 * self.patience):
                self.tell("gap", of="wire", host=name, because=because)
            self.send_captures()
        failure = self.sampler.finish() if self.sampler else None
        if failure:
            self.tell("gap", of="kernel", because="the sampler failed: %s" % failure)
        self.tell_clock("end")

    def end_programs(self):
        """Ask what still runs to end, then end it, with whatever it has left behind."""
        running = [t for t in self.terminals.values() if t.status is None]
        for terminal in running:
            terminal.asked_to_end = True
            try:
                os.killpg(terminal.pid, signal.SIGTERM)
                os.killpg(terminal.pid, signal.SIGCONT)
            except ProcessLookupError:
                pass
        deadline = time.monotonic() + 0.5 * self.patience
        while running and time.monotonic() < deadline:
            self.pump()
            running = [t for t in running if t.status is None]
        keep = self.keep | list_tools([self.capture, *(self.captures or ())])
        deadline = time.monotonic() + 5 * self.patience
        while time.monotonic() < deadline:
            left = [pid for pid in list_processes() if pid not in keep]
            if not left:
                return
            kill_processes(left)
            self.pump(0.002)
            for pid in set(left) - {t.pid for t in self.terminals.values()}:
                reap_orphan(pid)

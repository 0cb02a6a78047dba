"""A client that says again what another one said: the bytes as they are, at planned times.

A submission's own client is played once and its bytes are kept; this program says them again, held
back as a scenario wants it, whatever their framing is. It is a program of its own in the host of
its role, as the lab's own clients are: it waits for the epoch, and notes what it does.

Usage: stage_player.py JSON, an object with

    role, host, port        who it is, and where the server is
    connectMs, sendMs       when it connects, and when its message begins, ms after the epoch
    turns                   what goes before the message: a list of {base64, waits}; one that waits
                            is said once the server has said something
    waits                   whether the message does
    pieces, gapMs           base64 of each segment of the message, and ms from one to the next
    stays                   true: it stays connected until the server ends it, or the play
    heard                   how many bytes the server had said in answer; 0: not known
    lastMs                  when the last message of the play is sent, ms after the epoch
    limitMs                 when it gives up

Exit status: 0, it said all and heard something after that; 1, it did not; 2, it never connected.
"""

import base64
import errno
import json
import os
import select
import socket
import sys
import time

NS = 1_000_000
SPIN_NS = 2_000_000  # a sleep may end late by so much
RETRY = 0.05  # s; nobody listens yet
# s, as in lab/model/repeats.ts; a server that is quiet for so long has said all of what it began.
LULL = 0.1
# After the last message of the play, a server that has said something, and is quiet for so long,
# has no more to say.
PATIENCE = 2.0
PASSING = (errno.ECONNREFUSED, errno.ECONNRESET, errno.EHOSTUNREACH, errno.ENETUNREACH,
           errno.ETIMEDOUT, errno.EINPROGRESS)


PLAYER = "@player"  # as protocol.ts names this program


def place_player(program):
    """Give a program of a request as it is started: this one is Python, and lies here."""
    name = program["argv"][0]
    if name != PLAYER:
        return program
    # Without site and environment it starts in a third of the time.
    start = [sys.executable, "-S", "-E", os.path.abspath(__file__)]
    return dict(program, argv=start + program["argv"][1:])


class Clock:
    """The times of a play: ms after the epoch, with the pauses of a slow box in between."""

    def __init__(self, path):
        """Wait for the epoch: a line with ns, and the ms behind which all that follows is held."""
        self.lines = open(path, "r", encoding="ascii")
        words = self.lines.readline().split()
        self.epoch = int(words[0])
        self.holds = [(float(word), None) for word in words[1:]]

    def place(self, ms):
        """Give a planned time in ns of the monotonic clock; it waits until that is known."""
        pauses = 0.0
        for index, (after, pause) in enumerate(self.holds):
            if after < ms:
                if pause is None:
                    pause = float(self.lines.readline() or 0)
                    self.holds[index] = (after, pause)
                pauses += pause
        return self.epoch + int((ms + pauses) * NS)


class Player:
    """One conversation."""

    def __init__(self, wanted, note):
        self.wanted, self.note = wanted, note
        self.clock = self.socket = self.client = None
        self.heard = 0  # bytes of the server
        self.heard_at = 0  # when the last of them came, in ns
        self.over = False  # the server has ended its side

    def play(self):
        """Play it all; give the exit status."""
        self.note("armed")
        self.clock = Clock(os.environ["LAB_EPOCH"])
        limit = self.clock.epoch + int(self.wanted["limitMs"] * NS)
        sleep_until(self.clock.place(self.wanted["connectMs"]))
        if not self.connect(limit):
            return 2
        for turn in self.wanted["turns"]:
            if turn["waits"]:
                self.wait_word(limit)
            self.send(base64.b64decode(turn["base64"]))
        if self.wanted["waits"]:
            self.wait_word(limit)
        said = self.say(limit)
        answered = self.listen(limit) if said else False
        print("Closed the connection.", flush=True)
        self.note("closed", client=self.client)
        self.socket.close()
        return 0 if answered else 1

    def connect(self, limit):
        """Connect, again and again until somebody listens."""
        place = (self.wanted["host"], self.wanted["port"])
        while time.monotonic_ns() < limit:
            try:
                left = max(0.1, (limit - time.monotonic_ns()) / 1e9)
                self.socket = socket.create_connection(place, timeout=left)
                break
            except OSError as error:
                if error.errno not in PASSING:
                    print("Never connected: %s." % error, flush=True)
                    return False
                time.sleep(RETRY)
        if self.socket is None:
            print("Never connected.", flush=True)
            return False
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.client = "%s:%d" % self.socket.getsockname()[:2]
        print("Connected to %s:%d from %s." % (place + (self.client,)), flush=True)
        self.note("connected", client=self.client)
        return True

    def read(self, until):
        """Take what the server says until then; True if something came."""
        left = max(0.0, (until - time.monotonic_ns()) / 1e9)
        if self.over or not select.select([self.socket], [], [], left)[0]:
            return False
        try:
            data = self.socket.recv(65536)
        except OSError:
            data = b""
        if not data:
            self.over = True
            return False
        self.heard += len(data)
        self.heard_at = time.monotonic_ns()
        print("Received: %r" % data, flush=True)
        return True

    def wait_word(self, limit):
        """Wait until the server has said something new, and is quiet again."""
        while not self.over and time.monotonic_ns() < limit:
            if self.read(limit):
                while self.read(time.monotonic_ns() + int(LULL * 1e9)):
                    pass
                return

    def say(self, limit):
        """Send the message at its time, in its pieces; False if the server had gone before."""
        first = self.clock.place(self.wanted["sendMs"])
        # What came with no word of the server between was typed: a person needs a moment for it.
        if self.wanted["turns"] and not self.wanted["waits"]:
            first = max(first, time.monotonic_ns() + int(LULL * 1e9))
        for index, piece in enumerate(self.wanted["pieces"]):
            data = base64.b64decode(piece)
            at = first + int(index * self.wanted["gapMs"] * NS)
            if at > limit:
                while not self.over and time.monotonic_ns() < limit:
                    self.read(limit)
                return False
            while time.monotonic_ns() < at - SPIN_NS and not self.over:
                self.read(at - SPIN_NS)
            if self.over:
                return False
            sleep_until(at)
            if index == 0:
                self.heard = 0
            if not self.send(data):
                return False
        return True

    def send(self, data):
        """Send bytes; False where the connection is gone."""
        at = time.monotonic_ns()
        try:
            self.socket.setblocking(True)
            self.socket.sendall(data)
        except OSError as error:
            print("Could not send: %s." % error, flush=True)
            return False
        finally:
            self.socket.setblocking(False)
        print("Sent: %r" % data, flush=True)
        self.note("sent", client=self.client, at=at)
        return True

    def listen(self, limit):
        """Listen until all is said; True if anything was."""
        last = self.clock.place(self.wanted["lastMs"])
        while not self.over and time.monotonic_ns() < limit:
            now = time.monotonic_ns()
            quiet_for = now - max(self.heard_at, last)
            enough = LULL if 0 < self.wanted["heard"] <= self.heard else PATIENCE
            if not self.wanted["stays"] and self.heard and now > last and quiet_for > enough * 1e9:
                break
            self.read(min(limit, now + int(LULL * 1e9)))
        return self.heard > 0


def sleep_until(at):
    """Wait for a moment: by a sleep, and the last two milliseconds by a spin."""
    left = at - time.monotonic_ns() - SPIN_NS
    if left > 0:
        time.sleep(left / 1e9)
    while time.monotonic_ns() < at:
        pass


def make_note(role, path):
    """Give what writes a note to the journal that the stage reads (stage_notes.py)."""
    file = open(path, "ab", buffering=0)

    def note(what, at=None, **facts):
        entry = dict(facts, monoNs=str(at or time.monotonic_ns()), role=role, thread=0, what=what)
        file.write(json.dumps(entry).encode("utf-8") + b"\n")

    return note


def main():
    """Play what the first argument says."""
    wanted = json.loads(sys.argv[1])
    sys.exit(Player(wanted, make_note(wanted["role"], os.environ["LAB_JOURNAL"])).play())


if __name__ == "__main__":
    main()

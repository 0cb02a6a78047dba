"""The wire witness: tcpdump on the server's interface, with nanosecond stamps, streamed out.

A capture is known to be complete when a marker, a broadcast datagram that the stage sends through
the same interface after everything else, has appeared in the file; the readers leave it out.
Where tcpdump cannot run, stage_packets.py does the same without it.
"""

import os
import re
import select
import signal
import socket
import subprocess
import time

from stage_netns import open_socket

MARKER = b"mininet-lab: end of capture"
MARKER_PORT = 9  # discard (RFC 863)


class Capture:
    """One tcpdump for one play. Never raises for tcpdump's sake: trouble becomes a gap."""

    def __init__(self, host, interface, path):
        self.host, self.interface, self.path = host, interface, path
        self.sent = 0
        self.words = b""
        self.process = None
        try:
            self.process = subprocess.Popen(
                ["mnexec", "-a", str(host.pid), "tcpdump", "-i", interface, "-n", "-p",
                 "--immediate-mode", "--time-stamp-precision=nano", "-U", "-s", "65535",
                 "-B", "32768", "-Z", "root", "-w", path],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            )
            os.set_blocking(self.process.stderr.fileno(), False)
        except OSError as error:
            self.words = str(error).encode()

    def wait_listening(self, deadline):
        """Wait until it captures; None, or in one sentence why it does not."""
        while self.process is not None:
            if b"listening on" in self.words:
                return None
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.read_words()  # its last ones may have come since
                break
            select.select([self.process.stderr], [], [], 0.05)
            self.read_words()
        if self.is_host_gone():
            return self.tell_host_gone()
        return "tcpdump does not capture on %s: %s" % (self.interface, self.last_words())

    def read_words(self):
        """Take what tcpdump said so far."""
        try:
            self.words += self.process.stderr.read() or b""
        except (OSError, ValueError):
            pass

    def last_words(self):
        """The last line that tcpdump said, as text."""
        lines = self.words.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"

    def read_new(self):
        """Give the bytes of the file that were not given yet."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self.sent)
                data = file.read()
        except OSError:
            return b""
        self.sent += len(data)
        return data

    def finish(self, limit=3.0):
        """End it once the marker is in the file; give the gaps, a sentence each."""
        if self.process is None:
            return []
        gaps = []
        # Who killed the host may have killed tcpdump as well; that the host is gone says more.
        if self.is_running() or self.wait_host_gone():
            gaps += self.see_end(limit)
        else:
            self.read_words()
            gaps.append("tcpdump ended in the middle of the play: %s" % self.last_words())
        if self.process.poll() is None:
            self.process.terminate()
        try:
            _, rest = self.process.communicate(timeout=limit)
            self.words += rest or b""
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            gaps.append("tcpdump did not end and was killed")
        dropped = re.search(rb"(\d+) packets? dropped by kernel", self.words)
        if dropped is None and not gaps:
            gaps.append("tcpdump did not say how much the kernel dropped: %s" % self.last_words())
        if dropped and int(dropped.group(1)) > 0:
            gaps.append("the kernel dropped %d packets" % int(dropped.group(1)))
        return gaps

    def is_running(self):
        """Tell whether it goes on capturing."""
        return self.process.poll() is None

    def is_host_gone(self):
        """Tell whether the process that holds the host's namespaces has ended."""
        return not os.path.exists("/proc/%d/ns/net" % self.host.pid)

    def wait_host_gone(self, limit=1.0):
        """Tell whether the host is gone too, once tcpdump is killed: one kill(2) of -1 ends both.

        The kernel ends each of them when it next runs, so on a busy machine one may last longer.
        """
        deadline = time.monotonic() + limit
        while self.process.poll() == -signal.SIGKILL and time.monotonic() < deadline:
            if self.is_host_gone():
                return True
            time.sleep(0.01)
        return self.is_host_gone()

    def tell_host_gone(self):
        """Say in a sentence that the host is gone, and why."""
        return "%s itself is gone: a program of the play has killed it" % self.host.name

    def see_end(self, limit):
        """Have the marker in the file; give the gap, in a sentence, if it does not come there."""
        if not self.is_host_gone() and self.wait_marker(limit):
            return []
        # Asked again: whoever kills everybody takes tcpdump and the host one after the other.
        if self.is_host_gone():
            return [self.tell_host_gone()]
        full = os.statvfs(os.path.dirname(self.path)).f_bavail == 0
        return ["the end of the capture was not seen within %d s%s"
                % (limit, ": the stage's folder is full" if full else "")]

    def wait_marker(self, limit):
        """Send the marker and wait until it stands at the end of the file."""
        sender = open_socket(self.host.pid, socket.AF_INET, socket.SOCK_DGRAM)
        try:
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            sender.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE,
                              self.interface.encode() + b"\0")
            deadline = time.monotonic() + limit
            while time.monotonic() < deadline and self.is_running():
                try:
                    sender.sendto(MARKER, ("255.255.255.255", MARKER_PORT))
                except OSError:
                    return False  # the link is down
                for _ in range(50):
                    if self.has_marker():
                        return True
                    # Nothing announces a write to a file without inotify; a short poll it is.
                    time.sleep(0.002)
            return False
        finally:
            sender.close()

    def has_marker(self):
        """Tell whether the file's last kilobytes hold the marker."""
        try:
            with open(self.path, "rb") as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(0, end - 4096))
                return MARKER in file.read()
        except OSError:
            return False

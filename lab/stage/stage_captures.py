"""The captures of one play: of the server's interface, and of clients' where they are asked for."""

import os

from stage_capture import Capture
from stage_packets import PacketCapture


def open_capture(host, interface, path):
    """Begin to capture, by the means that LAB_CAPTURE names (packet or tcpdump), or that works."""
    if os.environ.get("LAB_CAPTURE", "" if may_change_user() else "packet") != "packet":
        return Capture(host, interface, path)
    return PacketCapture(host, interface, path)


def may_change_user():
    """Tell whether tcpdump can give its privileges up: not in a user's own namespace."""
    try:
        with open("/proc/self/setgroups", encoding="ascii") as file:
            return file.read().strip() != "deny"
    except OSError:
        return True  # Linux before 3.19 denied it to nobody (user_namespaces(7)).


class ClientCaptures:
    """Captures of clients' own interfaces, side by side; gaps are told with the host's name."""

    def __init__(self, network, names, folder):
        self.all = {
            name: open_capture(network.hosts[name], network.hosts[name].defaultIntf().name,
                               os.path.join(folder, name + ".pcap"))
            for name in names
        }

    def __iter__(self):
        return iter(self.all.values())

    def wait_listening(self, deadline):
        """Wait until all capture; give (host, why not) for those that do not."""
        waited = [(name, capture.wait_listening(deadline)) for name, capture in self.all.items()]
        return [(name, because) for name, because in waited if because]

    def read_new(self):
        """Give (file, bytes) of what was not given yet."""
        return [(name + ".pcap", capture.read_new()) for name, capture in self.all.items()]

    def finish(self, limit):
        """End them as `Capture.finish` does; give (host, gap)."""
        return [(name, because) for name, capture in self.all.items()
                for because in capture.finish(limit)]


def list_tools(captures):
    """Give the processes that capture, of those captures that have one."""
    return {each.process.pid for each in captures if each and each.process}

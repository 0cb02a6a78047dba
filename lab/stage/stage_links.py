"""The links of a network, made worse: queues that lose, delay or carry little (tc(8)).

A link has two ends, each with a queue for what leaves there. What is on its way *to* a host waits
at the other end, in front of it; what comes *from* it, at its own. So the capture at the server's
interface sees what really arrived there, when it did.
"""

from stage_errors import StageError
from stage_network import run_tool
from stage_precedence import sharing_precedence

REORDERED_MS = 20  # what is overtaken comes so much later
NETEM = ("delay", "loss", "duplicate", "reorder", "corrupt")


def run_at(node, argv):
    """Run a tool in the network namespace of a Mininet node; StageError with its words."""
    # It is a fault that is due: the tool takes ms, and the machine may be busy with other things.
    with sharing_precedence():
        return run_tool(["mnexec", "-a", str(node.pid)] + argv)


class Links:
    """What is wrong with the links, by the end at which it is done."""

    def __init__(self):
        self.wrong = {}  # (node, interface): {kind: value}
        self.lowered = {}

    def change(self, host, kind, value, direction):
        """Have one thing more wrong with a host's link, or one less (value None)."""
        intf = host.defaultIntf()
        ends = [intf] if direction == "from" else [get_other_end(intf)]
        for end in ends if direction else ends + [intf]:
            wrong = self.wrong.setdefault((end.node, end.name), {})
            if value is None:
                wrong.pop(kind, None)
            else:
                wrong[kind] = value
            self.apply(end.node, end.name, wrong)

    @staticmethod
    def apply(node, name, wrong):
        """Give an interface the one queue that does all that is wrong with it."""
        queue = describe_queue(wrong)
        if queue:
            run_at(node, ["tc", "qdisc", "replace", "dev", name, "root"] + queue)
        else:
            run_at(node, ["tc", "qdisc", "del", "dev", name, "root"])

    def set_up(self, host, is_up):
        """Plug a host in or out: the other end goes down, so that the host keeps its routes."""
        end = get_other_end(host.defaultIntf())
        run_at(end.node, ["ip", "link", "set", "dev", end.name, "up" if is_up else "down"])
        self.lowered[host.name] = None if is_up else host
        if is_up:  # see Network.settle_links
            for one in (end, host.defaultIntf()):
                run_at(one.node, ["ip", "link", "show", "dev", one.name])

    def restore(self):
        """Mend all links."""
        for (node, name), wrong in self.wrong.items():
            if wrong:
                wrong.clear()
                self.apply(node, name, wrong)
        for host in list(self.lowered.values()):
            if host is not None:
                self.set_up(host, True)


def get_other_end(intf):
    """Give the interface at the other end of a link."""
    link = intf.link
    if link is None:
        raise StageError("STAGE_FAILED", "%s has no link" % intf.name)
    return link.intf2 if link.intf1 is intf else link.intf1


def describe_queue(wrong):
    """Give tc's words for a queue that does all this; [] if nothing is wrong."""
    if "cut" in wrong:
        return ["blackhole"]  # in every kernel that has queues; loses all and says nothing
    if not any(kind in wrong for kind in NETEM):
        if "rate" not in wrong:
            return []
        rate = "%dbit" % (wrong["rate"] * 1e6)
        return ["tbf", "rate", rate, "burst", "1600", "latency", "2s"]
    words = ["netem", "limit", "10000"]
    late = wrong.get("delay", 0)
    if "reorder" in wrong:
        late = late or REORDERED_MS
    if late:
        words += ["delay", "%gms" % late]
    for kind in ("loss", "duplicate", "corrupt", "reorder"):
        if kind in wrong:
            words += [kind, "%g%%" % wrong[kind]]
    if "rate" in wrong:
        words += ["rate", "%dbit" % (wrong["rate"] * 1e6)]
    return words

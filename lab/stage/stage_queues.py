"""The links' queues: which a topology and the flags ask for, tried before anything is started.

Mininet ignores bw, delay, loss and the like where a link is not a TCLink, and goes on where tc(8)
refuses them. Here such a link is made a TCLink, and each queue is tried once, on this namespace's
loopback interface, with the commands that Mininet would give.
"""

import os
import shlex
import subprocess
from types import SimpleNamespace

from stage_checks import get_class, is_kind
from stage_errors import StageError

ASKED = ("bw", "delay", "jitter", "loss", "max_queue_size")
HOW = ("speedup", "use_hfsc", "use_tbf", "latency_ms", "enable_ecn", "enable_red")
# The least that each kind of queue can be asked for: if that is refused, there is none.
LEAST = {
    "netem": "delay 1ms",
    "htb": "default 1",
    "hfsc": "default 1",
    "tbf": "rate 1mbit burst 15000 latency 15ms",
    "red": "limit 1000000 min 30000 max 35000 avpkt 1500 burst 20 bandwidth 1mbit probability 1",
}


def prepare_links(topo, flags, label):
    """Have every link be what it is asked for, and see that the kernel can make it.

    `flags` are options of every link; they win. Throws StageError BOX_LACKS, TOPOLOGY_WRONG.
    """
    from mininet.link import Link, OVSLink, TCLink

    tried = set()
    for one, other, options in topo.links(withInfo=True):
        options.update(flags)
        cls = get_class(options)
        ends = [list_asked(options, end) for end in "12"]
        if not any(ends):
            continue
        name = "%s-%s" % (one, other)
        if cls in (None, Link, OVSLink):
            options["cls"] = TCLink
        elif flags and not is_kind(cls, TCLink):
            raise StageError(
                "TOPOLOGY_WRONG", "Topology %s: the link %s is of class %s, which has no %s"
                % (label, name, getattr(cls, "__name__", cls), ", ".join(flags)),
                "Leave cls away, or the --link flags.")
        for asked in ends:
            key = repr(sorted(asked.items()))
            if asked and key not in tried:
                tried.add(key)
                try_queue(asked, "link %s of %s" % (name, label))


def list_asked(options, end):
    """Give what is asked of the queue at one end of a link; {} if nothing is."""
    merged = dict(options.get("params" + end) or {})
    merged.update(getattr(options.get("cls"), "keywords", None) or {})
    merged.update(options)
    found = {key: merged[key] for key in ASKED + HOW if merged.get(key) is not None}
    # As mininet.link.TCIntf.config, which has no queue for a jitter alone.
    if "bw" in found or found.get("delay") or found.get("loss") or "max_queue_size" in found:
        return found
    return {}


def try_queue(asked, where):
    """Make the queue once; StageError if the kernel has none of its kind, or refuses this one."""
    words = ", ".join("%s=%r" % (key, asked[key]) for key in ASKED if key in asked)
    try:
        commands = [shlex.split(command % ("tc", "lo")) for command in make_commands(asked)]
    except Exception as error:  # pylint: disable=broad-except; Mininet compares and formats them
        raise StageError("TOPOLOGY_WRONG", "The %s cannot have %s: %s" % (where, words, error),
                         OPTIONS) from error
    try:
        for command in commands:
            trouble = run_tc(command)
            if trouble is None:
                continue
            kind = next((word for word in command if word in LEAST), "")
            run_tc(["tc", "qdisc", "del", "dev", "lo", "root"])
            least = ["tc", "qdisc", "add", "dev", "lo", "root", kind]
            if kind and run_tc(least + LEAST[kind].split()) is not None:
                raise StageError(
                    "BOX_LACKS", "The kernel of this box (%s) has no %s, so the %s cannot have %s"
                    % (os.uname().release, kind, where, words),
                    "Leave these options of the link away, or take another --box.")
            raise StageError("TOPOLOGY_WRONG", "The %s cannot have %s: %s" % (
                where, words, trouble), OPTIONS)
    finally:
        run_tc(["tc", "qdisc", "del", "dev", "lo", "root"])


OPTIONS = "bw is a number of Mbit/s up to 1000, delay and jitter are as '5ms', loss is in percent."


def make_commands(asked):
    """Give Mininet's own tc commands, as it would give them; ValueError where it ignores some."""
    from mininet.link import TCIntf

    def pick(*keys):
        return {key: asked[key] for key in keys if key in asked}

    if asked.get("loss") and not 0 <= asked["loss"] <= 100:
        raise ValueError("a loss is between 0 and 100 percent")
    interface = SimpleNamespace(bwParamMax=TCIntf.bwParamMax, node=SimpleNamespace(name="-"))
    if asked.get("bw") and not 0 <= asked["bw"] <= TCIntf.bwParamMax:
        raise ValueError("a bw is between 0 and %d Mbit/s" % TCIntf.bwParamMax)
    commands, parent = TCIntf.bwCmds(interface, **pick("bw", *HOW))
    more, _ = TCIntf.delayCmds(parent, **pick("delay", "jitter", "loss", "max_queue_size"))
    return commands + more


def run_tc(command):
    """Run tc(8); give its words if it failed, else None."""
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20, check=False)
    text = " ".join(result.stdout.decode("utf-8", "replace").split())
    return None if result.returncode == 0 else text or "tc ended with %d" % result.returncode

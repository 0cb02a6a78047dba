"""Building the network of a stage, part by part, with its progress told."""

import os
import sys
import threading
import time

from stage_apart import LIMIT
from stage_checks import check_topology, get_class, is_kind
from stage_errors import StageError, get_patience
from stage_haste import limit_files
from stage_network import WORK, Network
from stage_queues import prepare_links
from stage_roles import name_hosts
from stage_source import Source, describe_exception, list_frames
from stage_topology import has_loop, load_topology

# How long a network may take until it carries a client to the server, in s; trees take 6.
REACH_LIMIT, LOOP_LIMIT = 15.0, 60.0
TELL_EVERY = 1.0  # s


def build_network(wanted, tell=lambda progress: None, give_up=lambda error: None):
    """Build and probe the network that `wanted` describes; give a Network.

    `tell({"text", "done", "of"})` is called now and then; `give_up(StageError)`, which must not
    return, from another thread if somebody's own code does not come to an end.
    """
    from mininet.log import setLogLevel

    setLogLevel("error")
    def heard():
        tell({"text": "loading the topology", "done": 0, "of": 0})

    topo = load_topology(wanted["topology"], len(wanted["clients"]), heard)
    names = name_hosts(topo, wanted)
    label = wanted["topology"]["label"]
    check_topology(topo, wanted, names.values())
    prepare_links(topo, get_link_options(wanted["links"]), label)
    loops = has_loop(topo)
    switch = get_switch(wanted["switch"], loops)
    use_switch(topo, switch, wanted["switch"])
    with Progress(topo, wanted, tell, give_up) as progress:
        network = Network(start(topo, switch, label, progress), wanted, names, topo)
        network.datapath = getattr(switch, "datapath_kind", None)
        network.take_addresses()
        network.check()
        if network.datapath == "user":
            network.switch_offload_off()
        network.settle_links()
        network.steer_receiving()
        network.set_static_arp(progress.step)
        progress.step("probing", parts=0)
        network.probe(LOOP_LIMIT if loops else REACH_LIMIT)
    return network


def start(topo, switch, label, progress):
    """Have Mininet build and start it."""
    from mininet.link import Link
    from mininet.net import Mininet

    class StageNet(Mininet):
        """A Mininet that tells of each part that it makes."""

        def addHost(self, name, cls=None, **params):
            """Make a host."""
            progress.step("host %s" % name)
            host = Mininet.addHost(self, name, cls=cls, **params)
            configure = host.configDefault

            def configure_told(**more):
                progress.step("addresses of %s" % name)
                return configure(**more)

            host.configDefault = configure_told
            return host

        def addSwitch(self, name, cls=None, **params):
            """Make a switch."""
            progress.step("switch %s" % name)
            made = Mininet.addSwitch(self, name, cls=cls, **params)
            begin = made.start

            def start_told(controllers):
                progress.step("start of %s" % name)
                return begin(controllers)

            made.start = start_told
            return made

        def addLink(self, node1, node2, **params):
            """Make a link."""
            progress.step("link %s-%s" % (node1, node2))
            return Mininet.addLink(self, node1, node2, **params)

    try:
        Mininet.init()  # it raises the limit of open files, once
        with limit_files(len(topo.hosts()) + len(topo.switches())):
            net = StageNet(
                topo=topo, switch=switch, link=Link, controller=None, waitConnected=False
            )
            net.start()
        return net
    except BaseException as error:  # pylint: disable=broad-except; classes of the topology's own
        place = progress.source.name_line(list_frames(error))
        what = "Mininet did not start %s: %s%s, while it made %s" % (
            label, describe_exception(error), place, progress.text)
        # What a topology's own code raises, or what ends Python, is not the lab's trouble.
        own = place or not isinstance(error, Exception)
        raise StageError("TOPOLOGY_WRONG" if own else "STAGE_FAILED", what) from error


class Progress:
    """How far the network is: told, and watched while somebody's own code runs."""

    def __init__(self, topo, wanted, tell, give_up):
        self.source = Source(wanted["topology"])
        self.of = 2 * len(topo.hosts()) + 2 * len(topo.switches()) + len(topo.links())
        self.of += len(topo.hosts())  # their neighbours' addresses
        self.done, self.text, self.at = 0, "the network", time.monotonic()
        self.tell, self.give_up, self.told = tell, give_up, time.monotonic()
        self.over = threading.Event()
        self.builder = threading.get_ident()

    def __enter__(self):
        threading.Thread(target=self.watch, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.over.set()

    def step(self, text, parts=1):
        """Note that the next part is begun; tell of it now and then."""
        self.done = min(self.of, self.done + parts)
        self.text, self.at = text, time.monotonic()
        if self.at - self.told > TELL_EVERY * get_patience():
            self.told = self.at
            self.tell({"text": text, "done": self.done, "of": self.of})

    def watch(self):
        """Give up where a class of the topology's own does not come to an end."""
        while not self.over.wait(0.2):
            late = time.monotonic() - self.at
            if late < LIMIT * get_patience():
                continue
            frame, lines = sys._current_frames().get(self.builder), []
            while frame:
                lines.append((frame.f_code.co_filename, frame.f_lineno))
                frame = frame.f_back
            place = self.source.name_line(lines)
            if place and not self.over.is_set():
                self.give_up(StageError(
                    "TOPOLOGY_WRONG",
                    "Topology %s does not come to an end: %s took more than %g s%s" % (
                        self.source.label, self.text, LIMIT * get_patience(), place),
                    "What its own classes do while the network is built has to end by itself."))


def get_link_options(links):
    """Translate the scenario's links into TCLink's options."""
    options = {}
    if links.get("delayMs"):
        options["delay"] = "%sms" % links["delayMs"]
    if links.get("lossPercent"):
        options["loss"] = links["lossPercent"]
    if links.get("bandwidthMbit"):
        options["bw"] = links["bandwidthMbit"]
    return options


def use_switch(topo, switch, kind):
    """Have the switches be of the stage's class where the topology asks for no more than that."""
    from mininet.node import OVSBridge, OVSSwitch
    from mininet.nodelib import LinuxBridge

    for name in topo.switches():
        options = topo.nodeInfo(name)
        own = options.get("cls")
        if own is LinuxBridge:
            options["cls"] = switch if kind == "lxbr" else get_switch("lxbr", has_loop(topo))
            options.pop("stp", None)
        elif kind == "ovs" and own in (OVSSwitch, OVSBridge):
            del options["cls"]
        cls = get_class(options)
        if cls is None:
            # The stage makes a spanning tree where it needs one; Mininet's takes 30 s.
            options.pop("stp", None)
        elif is_kind(cls, OVSSwitch):
            options["datapath"] = switch.datapath_kind
            options.setdefault("failMode", "standalone")


def get_switch(kind, loops):
    """Give Mininet's class for a kind of switch; for ovs, start daemons of the stage's own.

    Where the links make a loop, frames would go round for ever: a spanning tree is made of them.
    """
    if kind == "ovs":
        from stage_ovs import start_open_vswitch

        return start_open_vswitch(WORK, loops)
    from mininet.nodelib import LinuxBridge

    if not loops:
        return LinuxBridge

    class TreeBridge(LinuxBridge):
        """A Linux bridge with the spanning tree protocol, as quick as it may be (IEEE 802.1D)."""

        def start(self, _controllers):
            """Have the protocol before the first port."""
            self.cmd("ip link add %s type bridge stp_state 1 "
                     "forward_delay 200 hello_time 100 max_age 600" % self.name)
            for intf in self.intfList():
                if self.name in intf.name:
                    self.cmd("ip link set dev %s master %s" % (intf.name, self.name))
            self.cmd("ip link set dev %s up" % self.name)

    return TreeBridge

"""Topologies that Mininet or Linux cannot make, or that would silently be another: one a class."""

from functools import partial

from mininet.link import TCIntf, TCLink
from mininet.node import Node, OVSKernelSwitch, UserSwitch
from mininet.topo import Topo


class Star(Topo):
    """Three hosts on a switch; a subclass says what is not as usual."""

    names = ("h1", "h2", "h3")
    hosts_are = ({}, {}, {})
    links_are = ({}, {}, {})
    switch = ("s1", {})

    def build(self):
        switch = self.addSwitch(self.switch[0], **self.switch[1])
        for name, host, link in zip(self.names, self.hosts_are, self.links_are):
            self.addHost(name, **host)
            if link is not None:
                self.addLink(name, switch, **link)


def star(**what):
    """Make a class of Star."""
    return type("Made", (Star,), what)


def link2(**options):
    """A star whose second link has these options."""
    return star(links_are=({}, options, {}))


def host2(**options):
    """A star whose second host has these options."""
    return star(hosts_are=({}, options, {}))


Delay = link2(cls=TCLink, bw=5, delay="40ms")
DelayAlone = link2(delay="40ms")
DelayInPartial = link2(cls=partial(TCLink, delay="40ms"))
LossAtOneEnd = link2(params2={"loss": 3})
QueueOfInterface = link2(cls1=TCIntf, max_queue_size=10)
TooFast = link2(cls=TCLink, bw=2000)
Text = link2(bw="10")
LossOf150 = link2(cls=TCLink, bw=10, loss=150)
NoTime = link2(delay="soon")

OpenVSwitch = star(switch=("s1", {"cls": OVSKernelSwitch}))
Reference = star(switch=("s1", {"cls": UserSwitch}))
Core = star(switch=("core", {}))
NoId = star(switch=("core", {"dpid": "east"}))
LongSwitch = star(switch=("switch-of-floor-12", {}))
LongPort = star(switch=("switch-east1", {}))
LongHost = star(names=("h1", "h2", "h3", "client-of-alice"), hosts_are=({},) * 4, links_are=({},) * 4)
LongName = link2(intfName1="interface-of-h2-x")
Space = star(switch=("s 1", {}))
Twice = star(links_are=({}, {"intfName2": "s1-x"}, {"intfName2": "s1-x"}))

NoAddress = host2(ip=None)
Version6 = host2(ip="fd00::2/64")
NoNumber = host2(ip="10.0.0.300/8")
NoLink = star(links_are=({}, None, {}))


class Silent(Node):
    """A host that gives itself no address, though it configures itself."""

    def config(self, **params):
        return super().config(**params)


class Own(Node):
    """A host that gives itself an address."""

    def config(self, **params):
        result = super().config(**params)
        self.cmd("ip addr add 10.0.0.77/8 dev %s" % self.defaultIntf())
        return result


class Leaver(Node):
    """A host that ends Python."""

    def config(self, **params):
        raise SystemExit(5)  # Leaver


class Hanger(Node):
    """A host that never is configured."""

    def config(self, **params):
        while True: pass  # Hanger


SilentHost = host2(ip=None, cls=Silent)
LeavingHost = host2(cls=Leaver)
HangingHost = host2(cls=Hanger)
SameAddress = star(hosts_are=({}, {"ip": "10.0.0.9/8"}, {"ip": "10.0.0.9/8"}))

# And what looks like one of them and is right.
Fine = star(
    hosts_are=({}, {"ip": None, "cls": Own}, {"ip": "10.0.0.3"}),
    links_are=({"bw": 10, "loss": 0}, {"intfName1": "eth0"}, {"cls": TCLink, "bw": 5, "delay": None}),
    switch=("a-core-switch1"[:9] + "1", {"failMode": "standalone", "stp": True}),
)

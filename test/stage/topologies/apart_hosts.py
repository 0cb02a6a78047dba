"""Networks that are built, and on which h2 does not reach h1: one a class, each for its cause."""

from mininet.node import Node, OVSSwitch
from mininet.nodelib import LinuxBridge
from mininet.topo import Topo

from checked import star


class Unlinked(Topo):
    """Each host on a switch of its own."""

    def build(self):
        for number in (1, 2, 3):
            self.addLink(self.addHost("h%d" % number), self.addSwitch("s%d" % number))


class IdleSwitch(Topo):
    """The switch between them has no link to one of them."""

    def build(self):
        for name in ("s1", "s2"):
            self.addSwitch(name)
        for number in (1, 2, 3):
            self.addHost("h%d" % number)
        self.addLink("h1", "h3")
        self.addLink("h2", "s1")


class Routed(Topo):
    """Two networks and a router between them."""

    router = Node
    via = "10.0.2.254"

    def build(self):
        self.addHost("r0", cls=self.router, ip=None)
        for number in (1, 2):
            self.addLink(self.addSwitch("s%d" % number), "r0",
                         params2={"ip": "10.0.%d.254/24" % number})
        self.addLink(self.addHost("h1", ip="10.0.1.1/24", defaultRoute="via 10.0.1.254"), "s1")
        for number in (2, 3):
            route = {"defaultRoute": "via " + self.via} if self.via else {}
            self.addLink(self.addHost("h%d" % number, ip="10.0.2.%d/24" % number, **route), "s2")


class Forwarder(Node):
    """A host that forwards."""

    def config(self, **params):
        result = super().config(**params)
        self.cmd("sysctl -w net.ipv4.ip_forward=1")
        return result


class NoRoute(Routed):
    router, via = Forwarder, None


class WrongRoute(Routed):
    router, via = Forwarder, "10.0.2.253"


class NoForwarding(Routed):
    pass


class Reached(Routed):
    """The near miss: it forwards."""

    router = Forwarder


Port = star(links_are=({"intfName2": "to-h1"}, {}, {}))
PortOfOther = star(links_are=({}, {"intfName2": "uplink"}, {}))


# A fourth host, which plays nothing, has the address of h2.
SameAsAnother = star(names=("h1", "h2", "h3", "h4"), links_are=({},) * 4,
                     hosts_are=({}, {"ip": "10.0.0.9/8"}, {}, {"ip": "10.0.0.9/8"}))


class Down(LinuxBridge):
    """A switch that is down after its start."""

    def start(self, controllers):
        super().start(controllers)
        self.cmd("ip link set", self.name, "down")


class PortDown(LinuxBridge):
    """A switch with one port down."""

    def start(self, controllers):
        super().start(controllers)
        self.cmd("ip link set", self.intfList()[-1].name, "down")


class Slow(LinuxBridge):
    """A switch with the spanning tree of the year 1990."""

    def start(self, controllers):
        self.stp = True
        super().start(controllers)


DownSwitch = star(switch=("s1", {"cls": Down}))
DownPort = star(switch=("s1", {"cls": PortDown}), names=("h3", "h1", "h2"))
SlowSwitch = star(switch=("s1", {"cls": Slow}))


class Secure(OVSSwitch):
    """An Open vSwitch of one's own."""


SecureSwitch = star(switch=("s1", {"cls": Secure, "failMode": "secure"}))

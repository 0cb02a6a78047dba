"""The server behind a router: what crosses it is routed, not switched.

        h1 (server)  10.0.1.1
            |
           s1
            |  10.0.1.254
           r0               forwards between 10.0.1.0/24 and 10.0.2.0/24
            |  10.0.2.254
           s2
          /  \\
        h2    h3
       (X)    (Y)
  10.0.2.2    10.0.2.3

Alone:

    sudo mn --custom topologies/routed.py --topo routed --switch lxbr --controller none
"""

from mininet.node import Node
from mininet.topo import Topo


class Router(Node):
    """A host that forwards IPv4 packets between its interfaces (ip-sysctl: ip_forward)."""

    def config(self, **params):
        """Configure as any host, then switch forwarding on."""
        result = super(Router, self).config(**params)
        self.cmd("sysctl -qw net.ipv4.ip_forward=1")
        return result

    def terminate(self):
        """Switch forwarding off, then end as any host."""
        self.cmd("sysctl -qw net.ipv4.ip_forward=0")
        super(Router, self).terminate()


class Routed(Topo):
    """h1 on s1, `clients` hosts on s2, router r0 between the two switches."""

    def build(self, clients=2, **link):
        """Add the hosts and links; `link` goes to every link: bw (Mbit/s), delay, loss (%)."""
        router = self.addNode("r0", cls=Router, ip="10.0.1.254/24")
        servers, users = self.addSwitch("s1"), self.addSwitch("s2")
        self.addLink(servers, router, params2={"ip": "10.0.1.254/24"}, **link)
        self.addLink(users, router, params2={"ip": "10.0.2.254/24"}, **link)
        server = self.addHost("h1", ip="10.0.1.1/24", defaultRoute="via 10.0.1.254")
        self.addLink(server, servers, **link)
        for number in range(2, int(clients) + 2):
            host = self.addHost(
                "h%d" % number, ip="10.0.2.%d/24" % number, defaultRoute="via 10.0.2.254"
            )
            self.addLink(host, users, **link)


topos = {"routed": Routed}

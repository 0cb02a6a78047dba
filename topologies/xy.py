"""The assignment's network: a server and two clients on one switch.

        h1 (server)  10.0.0.1
            |
           s1
          /  \\
        h2    h3
       (X)    (Y)
  10.0.0.2    10.0.0.3

Alone, with a prompt in which `xterm h1` or `h2 ping h1` work:

    sudo mn --custom topologies/xy.py --topo xy --switch lxbr --controller none

More clients: `--topo xy,clients=5`. Options of every link (mininet.link.TCLink):
`--link tc,delay=5ms,bw=10`.
"""

from mininet.topo import Topo


class XY(Topo):
    """Host h1 and `clients` further hosts h2, h3, … on switch s1, in 10.0.0.0/8."""

    def build(self, clients=2, **link):
        """Add the hosts and links; `link` goes to every link: bw (Mbit/s), delay, loss (%)."""
        switch = self.addSwitch("s1")
        for number in range(1, int(clients) + 2):
            host = self.addHost("h%d" % number, ip="10.0.0.%d/8" % number)
            self.addLink(host, switch, **link)


topos = {"xy": XY}

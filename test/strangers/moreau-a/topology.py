#!/usr/bin/env python3
"""Mininet: one switch, h1 (server), h2 (client X), h3 (client Y). Run with sudo."""

from mininet.cli import CLI
from mininet.net import Mininet
from mininet.topo import Topo


class OneSwitch(Topo):
    def build(self):
        s1 = self.addSwitch("s1")
        for i in (1, 2, 3):
            self.addLink(self.addHost("h%d" % i, ip="10.0.0.%d/24" % i), s1)


if __name__ == "__main__":
    net = Mininet(topo=OneSwitch())
    net.start()
    print("xterm h1 h2 h3, then see README.md")
    CLI(net)
    net.stop()

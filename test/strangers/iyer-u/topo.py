#!/usr/bin/env python3
"""Mininet topology for PA2: three hosts on one switch, an xterm on every host."""
from mininet.cli import CLI
from mininet.net import Mininet
from mininet.term import makeTerm
from mininet.topo import SingleSwitchTopo


def main():
    net = Mininet(topo=SingleSwitchTopo(k=3))
    net.start()
    # h1 is the server, h2 is X and h3 is Y
    for name in ("h1", "h2", "h3"):
        net.terms += makeTerm(net[name], title=name)
    CLI(net)
    net.stop()


if __name__ == "__main__":
    main()

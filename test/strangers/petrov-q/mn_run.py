#!/usr/bin/env python
"""sudo python3 mn_run.py : network with 3 hosts, opens xterm for each"""
from mininet.net import Mininet
from mininet.topo import SingleSwitchTopo
from mininet.cli import CLI
from mininet.term import makeTerms

net = Mininet(topo=SingleSwitchTopo(3))
net.start()
h1, h2, h3 = net.get('h1', 'h2', 'h3')
makeTerms([h1], title='server')
makeTerms([h2, h3], title='client')
CLI(net)
net.stop()

#!/usr/bin/python3
# sudo python3 labo.py
# Starts Mininet with one switch and three hosts and opens an xterm with the right
# program on each one.
from mininet.net import Mininet
from mininet.topo import SingleSwitchTopo
from mininet.cli import CLI
from mininet.term import makeTerm

net = Mininet(topo=SingleSwitchTopo(3))
net.start()
h1, h2, h3 = net.get("h1", "h2", "h3")
garder = "; echo fini; read x'"         # pour que la fenêtre reste ouverte
makeTerm(h1, title="serveur", cmd="bash -c 'cd src; python3 serveur.py" + garder)
makeTerm(h2, title="X", cmd="bash -c 'cd src; sleep 2; python3 client.py --lettre=X" + garder)
makeTerm(h3, title="Y", cmd="bash -c 'cd src; sleep 2; python3 client.py --lettre=Y" + garder)
CLI(net)
net.stop()

# 3 hosts, 1 switch:   sudo mn --custom topo.py --topo mytopo
from mininet.topo import Topo

class MyTopo(Topo):
    def build(self):
        s = self.addSwitch('s1')
        for h in ['h1', 'h2', 'h3']:
            self.addLink(self.addHost(h), s)

topos = {'mytopo': (lambda: MyTopo())}

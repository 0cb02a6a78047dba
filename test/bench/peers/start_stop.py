"""The floor of every play: Mininet's own start and stop of the assignment's network, no more.

start_stop.py [CLIENTS]
"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../topologies"))

from mininet.log import setLogLevel
from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from xy import XY

setLogLevel("error")
net = Mininet(topo=XY(clients=int(sys.argv[1]) if len(sys.argv) > 1 else 2), switch=LinuxBridge, controller=None, autoStaticArp=True)
net.start()
net.stop()

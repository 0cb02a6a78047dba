"""What a user does otherwise: a script that starts Mininet for each trial, and programs in Python.

Written fairly: no sleep but the gap itself, static ARP, Linux bridge, and every wait ends as soon as
what is waited for is there. usual_script.py TRIALS GAP_MS
"""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../../topologies"))

from mininet.log import setLogLevel
from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from xy import XY


def play(gap):
    """One trial: X sends, Y `gap` seconds later; tell whether the verdict was right."""
    net = Mininet(topo=XY(), switch=LinuxBridge, controller=None, autoStaticArp=True)
    net.start()
    h1, h2, h3 = net.get("h1", "h2", "h3")
    python = "/usr/bin/python3"
    server = h1.popen([python, "-u", os.path.join(HERE, "textbook_server.py")],
                      stdout=subprocess.PIPE)
    client = os.path.join(HERE, "usual_client.py")
    clients = [
        h2.popen([python, client, "X: Alice", "0"], stdout=subprocess.PIPE),
        h3.popen([python, client, "Y: Bob", str(gap)], stdout=subprocess.PIPE),
    ]
    said = [each.communicate()[0].decode() for each in clients]
    server.wait()
    net.stop()
    return all("X: Alice received before Y: Bob" in text for text in said)


setLogLevel("error")
right = [play(float(sys.argv[2]) / 1000) for _ in range(int(sys.argv[1]))]
print(sum(right), "of", len(right), "as planned")

#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1): a Linux bridge that leaves out a link because of its name.
#
# Topo.addLink(h2, s1, intfName2='uplink') names the switch's end of a link. One would guess that
# the link works under that name, as it does at a host. Seen: mininet.nodelib.LinuxBridge joins only
# interfaces whose name contains the bridge's own, so "uplink" is no port of s1, nothing is said,
# and the host reaches nobody.
# Needs: root, python3 with distutils (before 3.12), iproute2, bridge-utils.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download mininet=2.3.0-1 >/dev/null 2>&1
dpkg -x mininet_*.deb root
export PATH="$dir/root/usr/bin:$PATH" PYTHONPATH="$dir/root/usr/lib/python3/dist-packages"
cat >try.py <<'PY'
import os

from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import Topo


class Named(Topo):
    def build(self):
        switch = self.addSwitch("s1")
        self.addLink(self.addHost("h1"), switch)
        self.addLink(self.addHost("h2"), switch, intfName2="uplink")


net = Mininet(topo=Named(), switch=LinuxBridge, controller=None)
net.start()
print("interfaces of s1:", *sorted(i.name for i in net["s1"].intfList() if i.name != "lo"))
print("ports of the bridge:", *sorted(os.listdir("/sys/class/net/s1/brif")))
print("lost:", net.ping(timeout="1"))
net.stop()
PY
unshare --net --mount --pid --fork --kill-child --mount-proc sh -c '
  mount -t sysfs sysfs /sys && ip link set lo up && /usr/bin/python3 try.py' >seen 2>words
cat seen
printf 'interfaces of s1: s1-eth1 uplink\nports of the bridge: s1-eth1\nlost: 100.0\n' | cmp - seen
! grep uplink words

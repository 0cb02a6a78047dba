#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1): a link with delay, bandwidth and loss that has none of them.
#
# Topo.addLink(h1, s1, bw=5, delay='40ms', loss=10) is accepted by a Mininet whose link class is the
# default one, Link. One would guess an error, a warning, or a link of 5 Mbit/s. Seen: no word, and
# the interface has no queueing discipline at all. Only cls=TCLink shapes.
# Needs: root, python3 with distutils (before 3.12), iproute2.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download mininet=2.3.0-1 >/dev/null 2>&1
dpkg -x mininet_*.deb root
export PATH="$dir/root/usr/bin:$PATH" PYTHONPATH="$dir/root/usr/lib/python3/dist-packages"
cat >try.py <<'PY'
from mininet.link import Link, TCLink
from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import Topo


class Slow(Topo):
    def build(self):
        switch = self.addSwitch("s1")
        for name in "h1", "h2":
            self.addLink(self.addHost(name), switch, bw=5)


for kind in Link, TCLink:
    net = Mininet(topo=Slow(), switch=LinuxBridge, controller=None, link=kind)
    net.start()
    print(kind.__name__, net["h1"].cmd("tc qdisc show dev h1-eth0").split()[1])
    net.stop()
PY
unshare --net --mount --pid --fork --kill-child --mount-proc sh -c '
  mount -t sysfs sysfs /sys && ip link set lo up && /usr/bin/python3 try.py' >seen 2>words
cat seen
printf 'Link noqueue\nTCLink htb\n' | cmp - seen
! grep -i -e bw -e ignor words

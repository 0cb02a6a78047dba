#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1): the length of an interface's prefix is a text or a number.
#
# One would guess one type for Intf.prefixLen. Seen: '24' (str) where the host's address was given
# with its prefix or by Mininet itself, 8 (int) where it was given without one: a comparison with 8,
# or a sum, is right for some hosts of a network and wrong for others.
# Needs: root, python3 with distutils (before 3.12), iproute2.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download mininet=2.3.0-1 >/dev/null 2>&1
dpkg -x mininet_*.deb root
export PATH="$dir/root/usr/bin:$PATH" PYTHONPATH="$dir/root/usr/lib/python3/dist-packages"
cat >try.py <<'PY'
from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import Topo


class Addresses(Topo):
    def build(self):
        switch = self.addSwitch("s1")
        self.addLink(self.addHost("h1"), switch)
        self.addLink(self.addHost("h2", ip="10.0.0.2"), switch)
        self.addLink(self.addHost("h3", ip="10.0.3.3/24"), switch)


net = Mininet(topo=Addresses(), switch=LinuxBridge, controller=None)
net.start()
for host in net.hosts:
    print(host.name, host.IP(), repr(host.intf().prefixLen))
net.stop()
PY
unshare --net --mount --pid --fork --kill-child --mount-proc sh -c '
  mount -t sysfs sysfs /sys && ip link set lo up && /usr/bin/python3 try.py' >seen 2>/dev/null
cat seen
printf "h1 10.0.0.1 '8'\nh2 10.0.0.2 8\nh3 10.0.3.3 '24'\n" | cmp - seen

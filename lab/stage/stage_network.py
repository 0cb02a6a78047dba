"""The network of a stage: private mounts, addresses, static ARP, an end-to-end probe."""

import errno
import ipaddress
import os
import select
import shlex
import socket
import subprocess
import sys
import time

from stage_addresses import read_addresses
from stage_checks import IPV4_HINT, is_ipv4, refuse
from stage_errors import StageError
from stage_netns import open_socket
from stage_planned import check_addresses, check_interfaces, find_interface
from stage_unreached import find_cause

PROBE_PORT = 1  # tcpmux (RFC 1078): nobody listens there
WORK = "/run/lab"  # the stage's own files: capture, journals, pipes
SCRATCH = "/run/lab-programs"  # TMPDIR of the programs, and their working folder


def prepare_namespaces():
    """Mount what must be the stage's own: /sys shows its interfaces only, /run is its scratch.

    The working folder is a tmpfs, so that a full one hurts this stage alone and it is gone with it.
    Programs have another, so that one that fills it does not take the witnesses their paper.
    """
    run_tool(["mount", "--make-rprivate", "/"])
    run_tool(["mount", "-t", "sysfs", "sysfs", "/sys"])
    run_tool(["mount", "-t", "tmpfs", "-o", "mode=755,size=512m", "tmpfs", "/run"])
    os.makedirs(WORK, exist_ok=True)
    os.makedirs(SCRATCH, exist_ok=True)
    run_tool(["mount", "-t", "tmpfs", "-o", "mode=1777,size=256m", "tmpfs", SCRATCH])
    run_tool(["ip", "link", "set", "lo", "up"])
    use_small_tables()


def use_small_tables():
    """Give the hosts TCP tables of their own and small ones, where the kernel can (Linux 6.1).

    Reading /proc/net/tcp walks the whole table, which hosts share otherwise: 3.5 ms with the
    262,144 buckets of a machine of 24 GiB, 0.05 ms with 1,024 (ip-sysctl: tcp_child_ehash_entries).
    """
    try:
        with open("/proc/sys/net/ipv4/tcp_child_ehash_entries", "w", encoding="ascii") as file:
            file.write("1024")
    except OSError:
        pass  # An older kernel: the sampler slows down to what its share of a core allows.


def run_tool(argv):
    """Run a tool of the system; StageError with its own words if it fails."""
    result = subprocess.run(
        argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=20, check=False,
    )
    if result.returncode != 0:
        text = result.stdout.decode("utf-8", "replace").strip()
        raise StageError("STAGE_FAILED", "%s: %s" % (" ".join(argv), text or result.returncode))
    return result.stdout


class Network:
    """A running Mininet network and what the play must know of it."""

    def __init__(self, net, wanted, names, topo):
        self.net = net
        self.wanted = wanted
        self.topo = topo
        self.datapath = None  # of Open vSwitch: kernel or user
        # The plan's name of each host that plays, and the topology's own: mostly the same.
        self.hosts = {name: net.get(own) for name, own in names.items()}
        self.server = self.hosts[wanted["server"]]
        self.clients = [self.hosts[name] for name in wanted["clients"]]
        self.round_trip = 0.0  # s; of the slowest client, as probed
        self.opening = None  # of the kernel's trace
        self.is_steered = False  # whether one processor receives all that the server gets

    def check(self):
        """See that the network is the planned one, before anything is asked of it."""
        check_interfaces(self.net)
        for host in self.hosts.values():
            check_addresses(host)

    def take_addresses(self):
        """See that every host that plays is to have an IPv4 address of its own; one that it gave
        itself is found."""
        label, owners = self.wanted["topology"]["label"], {}
        for host in self.hosts.values():
            intf = host.defaultIntf()
            if intf is not None and not is_ipv4(intf.ip):
                own = find_interface(host, intf.name, read_addresses)
                found = [address.split("/") for address in own if ":" not in address]
                if not found:
                    refuse(label, "host %s has no IPv4 address on %s" % (host.name, intf.name),
                           IPV4_HINT)
                intf.ip, intf.prefixLen = found[0]
            ip = host.IP()
            if ip in owners:
                refuse(label, "hosts %s and %s have the same address, %s" % (
                    owners[ip], host.name, ip), "Give one of them another ip.")
            owners[ip] = host.name

    def set_static_arp(self, step=lambda text: None):
        """Tell every node its neighbours' addresses: the first packet need not ask (FACTS)."""
        nodes = [n for n in self.net.values() if hasattr(n, "defaultIntf") and n.inNamespace]
        known = [
            (intf.ip, intf.prefixLen, intf.mac, intf)
            for node in nodes for intf in node.intfList() if is_ipv4(intf.ip) and intf.mac
        ]
        for node in nodes:
            lines = []
            step("neighbours of %s" % node.name)
            for own in node.intfList():
                if not is_ipv4(own.ip):
                    continue
                subnet = ipaddress.ip_network("%s/%s" % (own.ip, own.prefixLen), strict=False)
                lines += [
                    "neigh replace %s lladdr %s dev %s nud permanent" % (ip, mac, own.name)
                    for ip, _, mac, intf in known
                    if intf.node is not node and ipaddress.ip_address(ip) in subnet
                ]
            if lines:
                batch = os.path.join(WORK, "arp")
                with open(batch, "w", encoding="ascii") as file:
                    file.write("\n".join(lines) + "\n")
                node.cmd("ip -force -batch %s" % batch)

    def settle_links(self):
        """Have the kernel take note of new links now; by itself it may wait a second.

        Link changes are looked at once a second (Linux, net/core/link_watch.c), and a bridge does
        not forward on a port until then. Asking for one link by name looks at once (Linux 6.7).
        """
        for node in self.net.values():
            names = [intf.name for intf in node.intfList() if intf.name != "lo"]
            node.cmd("; ".join("ip link show dev %s" % name for name in names))

    def steer_receiving(self):
        """Have one processor do all of the server's receiving, where the kernel lets that be set.

        Frames that come at the same time on two processors are captured in one order and handed to
        their sockets in another (Linux, Documentation/networking/scaling.rst, RPS).
        """
        said = []
        for intf in self.server.intfList():
            if intf.name == "lo":
                continue
            # mnexec(1) gives each host a /sys of its own.
            queues = "/sys/class/net/%s/queues" % shlex.quote(intf.name)
            said.append(self.server.cmd(
                "(for queue in %s/rx-*; do echo 1 >$queue/rps_cpus || exit 1; done) 2>&1" % queues))
        self.is_steered = bool(said) and not any(text.strip() for text in said)

    def switch_offload_off(self):
        """Have the hosts compute checksums: Open vSwitch in user space does not (FACTS: stalls)."""
        for node in self.net.hosts:
            for intf in node.intfList():
                node.cmd("ethtool -K %s tx off" % intf.name)

    def probe(self, limit):
        """Wait until every client reaches the server, end to end; readiness is observed.

        A refused TCP connection is an answer (RFC 9293, 3.5.2), and unlike ping's its first packet,
        which a new bridge may drop, can be repeated within milliseconds.
        """
        deadline = time.monotonic() + limit
        address = (self.server.IP(), PROBE_PORT)
        for host in self.clients:
            patience = 0.05  # s; grows, since a long link answers late
            while not self.is_answered(host, address, patience):
                patience = min(3.0, patience * 1.5)
                if time.monotonic() > deadline:
                    raise StageError(
                        "STAGE_FAILED",
                        "%s did not reach %s within %d s" % (host.name, self.server.name, limit),
                        find_cause(self, host),
                    )
            # Now that the network is awake, how long does it take?
            began = time.monotonic()
            self.is_answered(host, address, patience)
            self.round_trip = max(self.round_trip, time.monotonic() - began)

    @staticmethod
    def is_answered(host, address, patience):
        """Tell whether a connection attempt from a host is answered, even if with a refusal."""
        probe = open_socket(host.pid, socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        try:
            code = probe.connect_ex(address)
            if code == errno.EINPROGRESS:
                select.select([], [probe], [], patience)
                code = probe.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            return code == errno.ECONNREFUSED
        finally:
            probe.close()

    def describe(self):
        """What the play runs on, as the journal's `environment` entry has it."""
        from mininet.net import VERSION

        return {
            "mininet": VERSION,
            "kernel": os.uname().release,
            "python": "%d.%d.%d" % sys.version_info[:3],
            "switchKind": self.wanted["switch"] + (
                "/" + self.net.switches[0].datapath
                if self.wanted["switch"] == "ovs" and self.net.switches else ""),
            "stageNetns": os.readlink("/proc/self/ns/net"),
            "steered": self.is_steered,
            "hosts": [self.describe_host(name, host) for name, host in self.hosts.items()],
        }

    @staticmethod
    def describe_host(name, host):
        """One host: its namespace and its first interface's addresses; StageError without them."""
        addresses = check_addresses(host)
        return {
            "name": name,
            **({} if host.name == name else {"lent": host.name}),
            "netns": os.readlink("/proc/%d/ns/net" % host.pid),
            "interface": host.defaultIntf().name,
            "addresses": addresses,
        }

"""Why a client does not reach the server: what is measured of a network once its probe has failed.

Each function looks at one cause, and gives a sentence with its remedy, or None.
"""

import os
import re
import subprocess

from stage_checks import is_kind
from stage_topology import has_loop


def find_cause(network, client):
    """Give the hint for a client that did not reach the server."""
    causes = (find_unlinked, find_down, find_unjoined, find_shared_address, find_no_route,
              find_waiting_switch, find_blocked, find_lossy)
    for cause in causes:
        found = cause(network, client, network.server)
        if found:
            return found
    return ("Links, ports, addresses and routes are as they should be; try it with pingall: "
            "sudo mn --custom FILE --topo NAME --switch lxbr --controller none --test pingall")


def find_unlinked(network, client, server):
    """No way of links leads from one to the other."""
    neighbours = {}
    for link in network.net.links:
        one, other = link.intf1.node.name, link.intf2.node.name
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    reached, waiting = {client.name}, [client.name]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    if server.name in reached:
        return None
    alone = [one.name for one in network.net.switches if one.name not in neighbours]
    more = "; switch %s has no link at all" % " and ".join(alone) if alone else ""
    return "No way of links leads from %s, which is linked with %s, to %s%s: add a link." % (
        client.name, join_names(reached - {client.name}), server.name, more)


def find_down(network, _client, _server):
    """A switch, or an end of a link, is down (if_link: IFF_UP)."""
    for node in network.net.values():
        names = [intf.name for intf in node.intfList() if intf.name != "lo"]
        if node in network.net.switches and is_bridge(node):
            names.insert(0, node.name)
        for name in names:
            flags = re.search(r"<(\S*)>", run_on(node, "ip", "-o", "link", "show", "dev", name))
            if flags and "UP" not in flags.group(1).split(","):
                what = "Switch %s" % name if name == node.name else "%s of %s" % (name, node.name)
                return "%s is down: something in the topology left it so, or took it down." % what
    return None


def find_unjoined(network, _client, _server):
    """A port of a switch is no port of its bridge."""
    for switch in network.net.switches:
        for intf in switch.intfList():
            if intf.name == "lo":
                continue
            if is_bridge(switch):
                joined = os.path.exists("/sys/class/net/%s/brport" % intf.name)
            elif hasattr(switch, "datapath"):
                joined = run_on(switch, "ovs-vsctl", "port-to-br", intf.name).strip() != ""
            else:
                continue
            if joined:
                continue
            if is_bridge(switch) and switch.name not in intf.name:
                return ("%s is no port of switch %s: Mininet's Linux bridge joins only interfaces "
                        "that bear its name; call it %s-%s, or play it with --switch ovs."
                        % (intf.name, switch.name, switch.name, intf.name))
            return "%s is no port of switch %s: it did not join." % (intf.name, switch.name)
    return None


def find_shared_address(network, client, server):
    """Another node has the address of the server or of the client."""
    for host in (server, client):
        for node in network.net.values():
            for intf in node.intfList():
                if node is not host and intf.name != "lo" and intf.ip == host.IP():
                    return "%s and %s have the same address, %s: give one of them another." % (
                        host.name, node.name, host.IP())
    return None


def find_no_route(network, client, server):
    """One has no route to the other, or one that leads nowhere."""
    for one, other in ((client, server), (server, client)):
        answer = run_on(one, "ip", "-4", "route", "get", other.IP())
        remedy = "addHost('%s', …, defaultRoute='via ADDRESS')" % one.name
        if "unreachable" in answer or "RTNETLINK" in answer:
            return "%s has no route to %s (%s): give it one, as in %s." % (
                one.name, other.IP(), other.name, remedy)
        via = re.search(r" via (\S+)", answer)
        if not via:
            continue
        routers = [node for node in network.net.values()
                   if any(intf.ip == via.group(1) for intf in node.intfList())]
        if not routers:
            return "The route of %s to %s leads to %s, which no host has: correct %s." % (
                one.name, other.IP(), via.group(1), remedy)
        router = routers[0]
        forwards = run_on(router, "cat", "/proc/sys/net/ipv4/ip_forward").strip()
        if forwards == "0":
            return ("%s, the router between %s and %s, forwards nothing: give it a class that "
                    "sets net.ipv4.ip_forward=1." % (router.name, one.name, other.name))
        answer = run_on(router, "ip", "-4", "route", "get", other.IP())
        if "unreachable" in answer or "RTNETLINK" in answer:
            return "Router %s has no route to %s (%s): add one." % (
                router.name, other.IP(), other.name)
    return None


def find_waiting_switch(network, _client, _server):
    """An Open vSwitch forwards nothing until a controller tells it to."""
    for switch in network.net.switches:
        if getattr(switch, "failMode", None) == "secure":
            return ("Switch %s waits for an OpenFlow controller (failMode='secure'), and the lab "
                    "starts none: give failMode='standalone', or leave cls away." % switch.name)
        wanted = getattr(network, "datapath", None)
        own = getattr(switch, "datapath", None)
        if own == "kernel" and wanted == "user":
            return ("Switch %s needs the kernel's Open vSwitch, which this box does not have: give "
                    "datapath='user', or leave cls away." % switch.name)
    return None


def find_blocked(network, _client, _server):
    """Links make a loop that no spanning tree cuts, or one that has not settled."""
    for switch in network.net.switches:
        for intf in switch.intfList():
            path = "/sys/class/net/%s/brport/state" % intf.name
            if not is_bridge(switch) or not os.path.exists(path):
                continue
            with open(path, encoding="ascii") as file:
                state = file.read().strip()
            if state in ("1", "2"):  # linux/if_bridge.h: listening, learning
                return ("The spanning tree of %s is not ready (%s is %s): leave stp away, the lab "
                        "makes one where links make a loop."
                        % (switch.name, intf.name, {"1": "listening", "2": "learning"}[state]))
    if has_loop(network.topo):
        return "Links between switches make a loop: try it with fewer links."
    return None


def find_lossy(network, _client, _server):
    """Links lose nearly all."""
    for link in network.net.links:
        for intf in (link.intf1, link.intf2):
            if (getattr(intf, "params", {}).get("loss") or 0) >= 50:
                return "The link %s loses %s %%: lose less." % (link, intf.params["loss"])
    return None


def is_bridge(node):
    """Tell whether a switch is a Linux bridge."""
    from mininet.nodelib import LinuxBridge

    return is_kind(type(node), LinuxBridge)


def run_on(node, *command):
    """Run a tool in a node's namespace; give all that it says."""
    result = subprocess.run(
        ["mnexec", "-a", str(node.pid)] + list(command), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20, check=False)
    return result.stdout.decode("utf-8", "replace")


def join_names(names):
    """Join a few names with commas."""
    few = sorted(names)
    return ", ".join(few[:4]) + (", …" if len(few) > 4 else "") if few else "nothing"

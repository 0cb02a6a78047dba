"""What Mininet and Linux cannot make of a topology, told before anything of it is started."""

import functools
import ipaddress
import re

from stage_errors import StageError

MOST_LETTERS = 15  # of an interface's name: IFNAMSIZ of linux/if.h, less the NUL
# Mininet puts names into the commands of a shell, and into options of ip(8).
FIT = re.compile(r"(?!-)[\w.+@-]+")
IPV4_HINT = 'The lab plays over IPv4: leave ip away, or give one: addHost("h1", ip="10.0.0.1/8").'


def check_topology(topo, wanted, hosts):
    """Raise StageError TOPOLOGY_WRONG for the first thing that cannot be; `hosts` play."""
    label = wanted["topology"]["label"]
    check_names(topo, label)
    for name in topo.switches():
        check_switch(name, topo.nodeInfo(name), wanted["switch"], label)
    for name in hosts:
        check_address(name, topo, label)


def refuse(label, what, hint):
    """Raise what is wrong with the topology."""
    raise StageError("TOPOLOGY_WRONG", "Topology %s: %s" % (label, what), hint)


def get_class(options):
    """Give the class of a node or link (None: the default), out of functools.partial."""
    cls = options.get("cls")
    while isinstance(cls, functools.partial):
        cls = cls.func
    return cls


def is_kind(cls, kinds):
    """As issubclass, also for what is no class."""
    return isinstance(cls, type) and issubclass(cls, kinds)


def check_names(topo, label):
    """See that hosts, switches and their interfaces can have their names."""
    for name in topo.hosts() + topo.switches():
        if not FIT.fullmatch(name):
            refuse(label, "a host or switch cannot be called %r" % name,
                   "Letters, digits, hyphens, dots and underscores are fine.")
    for name in topo.switches():  # a switch is an interface, too
        check_length(label, "the name of switch %s" % name, name, MOST_LETTERS)
    taken = {(None, name): name for name in topo.switches()}
    taken[None, "lo"] = "the machine"
    for node, name, derived in list_interfaces(topo):
        if not FIT.fullmatch(name):
            refuse(label, "an interface of %s cannot be called %r" % (node, name),
                   "Letters, digits, hyphens, dots and underscores are fine.")
        check_length(label, "the interface %s of %s" % (name, node), name,
                     MOST_LETTERS - (len(name) - len(node)) if derived else MOST_LETTERS)
        # All switches are in one network namespace; each host has one of its own.
        place = (None if node in topo.switches() else node, name)
        if place in taken or name == "lo":
            refuse(label, "two interfaces are called %s, of %s and of %s" % (
                name, taken.get(place, "the machine"), node),
                "Each interface of a host, and each of all switches, needs a name of its own.")
        taken[place] = node


def check_length(label, what, name, most):
    """See that a name is short enough for an interface of Linux."""
    length = len(name.encode("utf-8"))
    if length > MOST_LETTERS:
        refuse(label, "%s has %d letters, and Linux allows %d for an interface" % (
            what, length, MOST_LETTERS), "Take a name of at most %d letters." % most)


def list_interfaces(topo):
    """List (node, interface's name, whether Mininet derives it from the node's) of all links."""
    from mininet.link import Link

    found = []
    for _, _, options in topo.links(withInfo=True):
        cls = get_class(options)
        for end in "12":
            node, own = options["node" + end], options.get("intfName" + end)
            port = (options.get("params" + end) or {}).get("port", options.get("port" + end))
            if own:
                found.append((node, str(own), False))
            elif cls is None or getattr(cls, "intfName", None) is Link.intfName:
                found.append((node, "%s-eth%r" % (node, port), True))
    return found


def check_switch(name, options, kind, label):
    """See that a switch is of a class that works here, and can have a datapath id."""
    from mininet.node import IVSSwitch, OVSSwitch, Switch, UserSwitch

    cls = get_class(options)
    if is_kind(cls, (UserSwitch, IVSSwitch)):
        refuse(label, "switch %s is a %s, which forwards nothing without an OpenFlow controller" % (
            name, cls.__name__), "Leave cls away: --switch chooses, lxbr or ovs.")
    if kind != "ovs" and is_kind(cls, OVSSwitch):
        refuse(label, "switch %s is an Open vSwitch (%s), and the lab was asked for Linux bridges"
               % (name, cls.__name__), "Play it with --switch ovs, or leave cls away.")
    if cls is not None and getattr(cls, "defaultDpid", None) is not Switch.defaultDpid:
        return
    given = options.get("dpid")
    digits = re.findall(r"\d+", name)
    if given is None or given == "":
        if not digits:
            refuse(label, "switch %s has no number in its name, of which Mininet makes its "
                   "datapath id" % name, "Call it s1, or %s1, or give addSwitch(…, dpid='1')."
                   % name[:MOST_LETTERS - 6])
        if len("%x" % int(digits[0])) > 16:
            refuse(label, "the number in the name of switch %s is too large for a datapath id"
                   % name, "16 hexadecimal digits are allowed.")
    elif not re.fullmatch(r"(0[xX])?[0-9a-fA-F]{1,16}", str(given).replace(":", "")) \
            or not isinstance(given, str):
        refuse(label, "switch %s has the datapath id %r" % (name, given),
               "It is text of up to 16 hexadecimal digits: dpid='1'.")


def check_address(name, topo, label):
    """See that a host that plays has a link, and is not left without an IPv4 address."""
    from mininet.node import CPULimitedHost, Node

    ends = [
        dict(options.get("params" + end) or {}, **options)
        for _, _, options in topo.links(withInfo=True)
        for end in "12" if options["node" + end] == name
    ]
    if not ends:
        refuse(label, "host %s has no link" % name, "Every host that plays needs one: addLink.")
    options = topo.nodeInfo(name)
    cls = get_class(options)
    configures = cls is not None and getattr(cls, "config", None) not in (
        Node.config, CPULimitedHost.config)
    ip = options.get("ip", "10.0.0.1/8")  # where nothing is said, Mininet gives one
    if ip and is_ipv4(ip) or configures or not ip and any(end.get("ip") for end in ends):
        return  # or it may get one in a way of its own: that is measured (stage_network.py)
    if not ip:
        what = "has no IPv4 address (ip=%r)" % (ip,)
    elif is_ipv6(ip):
        what = "has an IPv6 address only (ip=%r)" % (ip,)
    else:
        what = "has no IPv4 address: ip=%r is none" % (ip,)
    refuse(label, "host %s %s" % (name, what), IPV4_HINT)


def is_ipv4(text):
    """Tell whether it is "10.0.0.1" or "10.0.0.1/8"."""
    try:
        ipaddress.IPv4Interface(text)
        return isinstance(text, str)
    except ValueError:
        return False


def is_ipv6(text):
    """Tell whether it is "fd00::1" or "fd00::1/64"."""
    try:
        ipaddress.IPv6Interface(text)
        return isinstance(text, str)
    except ValueError:
        return False

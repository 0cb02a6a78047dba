"""What must hold before a program is started: the network is the planned one, nothing is empty.

A client without the server's address would fail, and be blamed for it. So whatever differs from
what was asked is trouble of the stage, with what was found, before any program runs.
"""

import ipaddress
import os

from stage_addresses import get_index, read_addresses
from stage_errors import StageError

HINT = ("Run it again; if it stays so, see what the topology and its classes do to the host, "
        "and whether Mininet itself works there: sudo mn --switch lxbr --controller none")


def check_interfaces(net):
    """See that every node of a network has all the interfaces that it was given."""
    for node in net.values():
        for intf in node.intfList():
            if intf.name != "lo":
                find_interface(node, intf.name, get_index)


def check_addresses(host):
    """Give the addresses of a host's first interface, the planned one first, without masks.

    StageError where the host or the interface is gone, or the planned address is not there, with
    the planned netmask.
    """
    intf = host.defaultIntf()
    if intf is None:
        raise StageError("STAGE_FAILED", "%s has no interface; it was to have one" % host.name,
                         HINT)
    found = find_interface(host, intf.name, read_addresses)
    planned = parse_planned(host, intf)
    if planned not in found:
        raise StageError(
            "STAGE_FAILED", "%s on %s was to have the address %s, and has %s"
            % (intf.name, host.name, planned, " and ".join(found) or "no address"), HINT)
    found.remove(planned)
    return [text.split("/")[0] for text in [planned] + found]


def find_interface(node, name, look):
    """Have `look` ask the kernel for an interface of a node; StageError if it is not there."""
    try:
        return look(node.pid, name)
    except OSError as error:
        lost = not os.path.exists("/proc/%s/ns/net" % node.pid)
        what = "its process %s is gone" % node.pid if lost else error.strerror
        raise StageError("STAGE_FAILED", "%s has no interface %s: %s" % (node.name, name, what),
                         HINT) from error


def parse_planned(host, intf):
    """Give the address that Mininet was to give an interface, as "10.0.0.1/8"."""
    text = "%s/%s" % (intf.ip, intf.prefixLen)
    try:
        return ipaddress.ip_interface(text).with_prefixlen
    except ValueError:
        raise StageError(
            "STAGE_FAILED", "%s on %s was to have an IPv4 address; its topology gives it %s"
            % (intf.name, host.name, intf.ip or "none"), HINT) from None


def check_programs(wanted, hosts):
    """See that each program of a request is on a host of the network, and has no empty argument.

    Our programs only: an empty word in a command of a user's is the user's own.
    """
    for program in wanted["programs"]:
        role, host = program["role"], program["host"]
        if host not in hosts:
            raise StageError("STAGE_FAILED", "The program %s was to run on %r; the hosts are %s"
                             % (role, host, ", ".join(hosts)))
        if not role or not program["argv"]:
            raise StageError("STAGE_FAILED", "A program of %s has no role or no command: %r, %r"
                             % (host, role, program["argv"]))
        if program["ours"]:
            check_arguments(role, program["argv"])
    for trial in wanted.get("trials", ()):
        for role, argv in trial["clients"].items():
            check_arguments(role, argv)


def check_arguments(role, argv):
    """Refuse an empty argument, and say behind which word it stands."""
    if "" in argv:
        at = argv.index("")
        raise StageError("STAGE_FAILED", "The program %s was to be started with an empty argument%s"
                         % (role, " behind %s" % argv[at - 1] if at else ""),
                         "This is a bug of the lab: please report it, with the command you ran.")

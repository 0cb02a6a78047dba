"""Who plays where: reads {case: [hosts…]} from standard input, answers {case: {name: host}}.

Hosts are declared in their order, each on one switch; one that is called gw is a router.
"""

import json
import sys

from mininet.node import Node
from mininet.topo import Topo

from stage_errors import StageError
from stage_roles import name_hosts
from stage_topology import PlainTopo, describe_topo


class Router(Node):
    """A host of a class of its own."""


def choose(hosts, clients, roles):
    """Give the choice, or why there is none."""
    topo = Topo()
    topo.addSwitch("s1")
    for host in hosts:
        topo.addHost(host, **({"cls": Router} if host == "gw" else {}))
        topo.addLink(host, "s1")
    wanted = {"topology": {"label": "mine"}, "server": "h1", "clients": clients, "roles": roles}
    try:
        return list(name_hosts(PlainTopo(**describe_topo(topo)), wanted).values())
    except StageError as error:
        return error.describe()


cases = json.load(sys.stdin)
json.dump([choose(**case) for case in cases], sys.stdout)

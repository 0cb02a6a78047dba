"""Who plays where: which host of a topology is the server, which are the clients."""

import re

from stage_errors import StageError

HINT = (
    "h1 is the server, h2 the client X, h3 the client Y, and so on; a topology without these names "
    "lends its own hosts, best called server, clientX, clientY."
)


def name_hosts(topo, wanted):
    """Say which host of the topology is meant by each name of the plan: h1 the server, h2 X, ….

    A name that the topology does not know is lent a host: one whose own name tells the role, else,
    if the topology knows none of the plan's names, in the order of declaration.
    """
    needed = [wanted["server"]] + list(wanted["clients"])
    hosts = topo.hosts()
    chosen = {name: name for name in needed if name in hosts}
    lacking = [name for name in needed if name not in chosen]
    if not lacking:
        return chosen
    label = wanted["topology"]["label"]
    count = "%d are needed, %d %s there" % (
        len(needed), len(hosts), "is" if len(hosts) == 1 else "are")
    if not chosen and len(hosts) < len(needed):
        raise StageError("TOPOLOGY_WRONG", "Topology %s has too few hosts for the server and %d "
                         "clients: %s (%s)" % (label, len(needed) - 1, count, ", ".join(hosts)),
                         HINT)
    borrow(chosen, lacking, topo, wanted)
    lacking = [name for name in needed if name not in chosen]
    if lacking:
        raise StageError(
            "TOPOLOGY_WRONG",
            "Topology %s has no host %s; its hosts are %s%s" % (
                label, " and no ".join(lacking), ", ".join(hosts),
                ": " + count if len(hosts) < len(needed) else ""),
            HINT,
        )
    return {name: chosen[name] for name in needed}


def borrow(chosen, lacking, topo, wanted):
    """Choose hosts for the lacking names, by what their own names tell, else in order."""
    in_order = not chosen
    free = [name for name in topo.declared if name not in chosen]
    roles = wanted.get("roles") or [chr(ord("X") + n) for n in range(3)]

    def take(name, found):
        if found:
            chosen[name] = found[0]
            free.remove(found[0])

    if wanted["server"] in lacking:
        take(wanted["server"], [host for host in free if tells_server(host)])
    for name, role in zip(wanted["clients"], roles):
        if name in lacking:
            take(name, [host for host in free if tells_role(host, role)])
    if not in_order:
        return
    # Routers and hosts without links come last, as does a second server.
    linked = {end for link in topo.links() for end in link}
    plain = {host for host in free if host in linked and is_plain(topo, host)}
    clients = [host for host in topo.hosts() if re.search("client|klient|kunde", host, re.I)]

    def rank(host):
        own = clients.index(host) if host in clients else len(clients)
        return (host not in plain, tells_server(host), own)

    # The server is not on a host that is called a client, where there is another.
    first = sorted(free, key=lambda host: (host not in plain, host in clients))
    if wanted["server"] not in chosen:
        take(wanted["server"], first)
    for name in wanted["clients"]:
        if name not in chosen:
            take(name, sorted(free, key=rank))


def tells_server(host):
    """Tell whether a host is called a server: server, webServer, srv1, serveur, servidor."""
    return re.search(r"serv|srv", host, re.IGNORECASE) is not None


def tells_role(host, role):
    """Tell whether a host's name ends with a client's letter: clientX, host_x, X, cx, Alice-X."""
    if tells_server(host):
        return False
    pattern = r"(?:^|[-_.]|[a-z](?=[A-Z])|client|kunde|host|user|node|pc|^[chu])[%s%s]$" % (
        role, role.lower())
    return re.search(pattern, host) is not None


def is_plain(topo, host):
    """Tell whether a host is an ordinary one: no class of its own, one link at the most."""
    from mininet.node import CPULimitedHost, Host, Node

    ordinary = topo.nodeInfo(host).get("cls") in (None, Host, Node, CPULimitedHost)
    return ordinary and sum(host in link for link in topo.links()) <= 1

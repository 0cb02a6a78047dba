"""The topology of a stage: somebody's Mininet Topo, loaded, as plain data for Mininet.

The file is run in a process of its own (stage_apart.py). What comes back is the hosts, switches
and links that it declares. Only classes that the file has itself (a router, say) are imported
here, too; a Topo that cannot be sent is made here again.
"""

import base64
import importlib
import io
import pickle
import sys

from stage_apart import refuse, run_apart
from stage_errors import StageError
from stage_source import Source

MOST_PARTS = 10000  # hosts, switches and links; a loop without an end makes more


class PlainTopo:
    """What Mininet asks of a Topo, from plain data: hosts, switches, links, and their options."""

    def __init__(self, declared, hosts, switches, links):
        self.declared = declared  # hosts in the order of their declaration; Mininet sorts them
        self.options = dict(hosts + switches)
        self.names = ([name for name, _ in hosts], [name for name, _ in switches])
        self.linked = links  # (one, other, options)

    def hosts(self, sort=True):
        """List the hosts' names, sorted as Mininet sorts them or as they were declared."""
        return list(self.names[0] if sort else self.declared)

    def switches(self, **_):
        """List the switches' names."""
        return list(self.names[1])

    def nodeInfo(self, name):
        """Give the options of a node."""
        return self.options[name]

    def links(self, withInfo=False, **_):
        """List the links: (one, other), or (one, other, options)."""
        return list(self.linked) if withInfo else [(one, other) for one, other, _ in self.linked]


def load_topology(wanted, client_count, heard=lambda: None):
    """Load the Topo that was asked for; give a PlainTopo.

    `wanted` is {"file": path, "name": key of its `topos`} or {"file" or "module": …, "class": name,
    "args": "2,2"}. Arguments are Python literals (ast.literal_eval), nothing is evaluated. `heard`
    is called while there is progress.
    """
    importlib.import_module("mininet.net")  # it takes 0.4 s: once, before the other process
    source = Source(wanted)
    parts = {"count": 0}

    def work(tell):
        count_parts(parts)
        try:
            topo = describe_topo(source.make(client_count))
        except BaseException as error:  # pylint: disable=broad-except; somebody's code
            tell({"error": source.describe_error(error)})
            return
        try:
            tell({"topo": base64.b64encode(pickle.dumps(topo)).decode("ascii")})
        except Exception:  # pylint: disable=broad-except; lambdas, classes within functions
            tell({"again": True})

    apart = run_apart(work, lambda: len(sys.modules) + parts["count"], heard)
    if "error" in apart.notes:
        raise StageError("TOPOLOGY_WRONG", *apart.notes["error"])
    if "topo" not in apart.notes and "again" not in apart.notes:
        refuse(apart, source.label, source.name_line)
    try:
        if "again" in apart.notes:
            return PlainTopo(**describe_topo(source.make(client_count)))
        data = base64.b64decode(apart.notes["topo"])
        with source.importing():
            return PlainTopo(**OwnClasses(data, source).load())
    except BaseException as error:  # pylint: disable=broad-except
        raise StageError("TOPOLOGY_WRONG", *source.describe_error(error)) from error


class OwnClasses(pickle.Unpickler):
    """Reads a topology; imports its file once a class of it is named."""

    def __init__(self, data, source):
        super().__init__(io.BytesIO(data))
        self.source = source

    def find_class(self, module, name):
        """Give a class by the names of its module and its own."""
        if module == self.source.name:
            self.source.load()
        return super().find_class(module, name)


def describe_topo(topo):
    """Give what Mininet will ask of a Topo, as the arguments of PlainTopo."""
    for name in topo.g.nodes():
        if not isinstance(name, str):
            raise TypeError("the name of a host or switch is text, not %r" % (name,))
    hosts = topo.hosts()
    return {
        "declared": [name for name in topo.g.nodes() if name in set(hosts)],
        "hosts": [(name, dict(topo.nodeInfo(name))) for name in hosts],
        "switches": [(name, dict(topo.nodeInfo(name))) for name in topo.switches()],
        "links": [(one, other, dict(options))
                  for one, other, options in topo.links(sort=True, withInfo=True)],
    }


def count_parts(parts):
    """Count the hosts, switches and links that come to be, in this process."""
    from mininet.topo import MultiGraph

    def count(method):
        def add(graph, *args, **options):
            size = len(graph.node)
            result = method(graph, *args, **options)
            if len(graph.node) > size or method.__name__ == "add_edge":
                parts["count"] += 1
            if parts["count"] > MOST_PARTS:
                raise ValueError("more than %d hosts, switches and links" % MOST_PARTS)
            return result
        return add

    MultiGraph.add_node = count(MultiGraph.add_node)
    MultiGraph.add_edge = count(MultiGraph.add_edge)


def has_loop(topo):
    """Tell whether the links between the switches make a loop: two ways from one to another."""
    tree = {name: name for name in topo.switches()}

    def find_root(name):
        while tree[name] != name:
            name = tree[name]
        return name

    for one, other in topo.links():
        if one not in tree or other not in tree:
            continue
        first, second = find_root(one), find_root(other)
        if first == second:
            return True
        tree[first] = second
    return False

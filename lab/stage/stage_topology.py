"""The topology of a stage: somebody's Mininet Topo, loaded, and what has to be known of it."""

import ast
import importlib
import importlib.util
import sys

from stage_errors import StageError


def load_topology(wanted, client_count):
    """Make the Topo that was asked for.

    `wanted` is {"file": path, "name": key of its `topos`} or {"file" or "module": …, "class": name,
    "args": "2,2"}. Arguments are Python literals (ast.literal_eval), nothing is evaluated.
    """
    label = wanted["label"]
    try:
        if "file" in wanted:
            spec = importlib.util.spec_from_file_location("lab_topology", wanted["file"])
            module = importlib.util.module_from_spec(spec)
            sys.modules["lab_topology"] = module
            spec.loader.exec_module(module)
        else:
            module = importlib.import_module(wanted["module"])
        if "name" in wanted:
            make = module.topos[wanted["name"]]
        else:
            make = getattr(module, wanted["class"])
        args, options = parse_arguments(wanted.get("args", ""))
        if "name" in wanted and not args and not options:
            options = {"clients": client_count}
        return make(*args, **options)
    except Exception as error:  # a topology is somebody's code: it may raise anything
        where = find_line(error, wanted.get("file"))
        raise StageError(
            "TOPOLOGY_WRONG",
            "Topology %s cannot be loaded: %s: %s%s" % (label, type(error).__name__, error, where),
            "It is imported by Mininet's Python; try it alone: "
            "sudo mn --custom FILE --topo NAME --switch lxbr --controller none",
        ) from error


def find_line(error, path):
    """Name the line of the topology's own file in which it went wrong, if there is one."""
    if isinstance(error, SyntaxError):
        return " (line %s)" % error.lineno
    line = None
    trace = error.__traceback__
    while trace:
        if path and trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return " (line %d)" % line if line else ""


def parse_arguments(text):
    """Parse "2, fanout=3" into ([2], {"fanout": 3}); literals only."""
    call = ast.parse("f(%s)" % text, mode="eval").body
    args = [ast.literal_eval(node) for node in call.args]
    return args, {word.arg: ast.literal_eval(word.value) for word in call.keywords}


def name_hosts(topo, wanted):
    """Say which host of the topology is meant by each name of the plan: h1 the server, h2 X, ….

    A topology that knows none of these names lends its first hosts (TorusTopo's are h1x1, h1x2, …).
    """
    needed = [wanted["server"]] + list(wanted["clients"])
    hosts = topo.hosts()
    lacking = [name for name in needed if name not in hosts]
    if not lacking:
        return {name: name for name in needed}
    if len(lacking) == len(needed) <= len(hosts):
        return dict(zip(needed, hosts))
    raise StageError(
        "TOPOLOGY_WRONG",
        "Topology %s has no host %s; its hosts are %s"
        % (wanted["topology"]["label"], " and no ".join(lacking), ", ".join(hosts)),
        "h1 is the server, h2 the client X, h3 the client Y, and so on.",
    )


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

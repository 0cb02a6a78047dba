"""The source of a topology: a file or a module, imported; what went wrong in it, and where."""

import ast
import base64
import contextlib
import importlib
import importlib.util
import json
import os
import sys

from stage_apart import IMPORTED
from stage_errors import StageError

UNPACKED = "/run/lab-topology"  # the stage's own /run

class Source:
    """Where a topology comes from: a file or a module, and what is to be made of it."""

    def __init__(self, wanted):
        self.wanted, self.label = wanted, wanted["label"]
        self.path = wanted.get("file")
        if "pack" in wanted:
            self.path = os.path.join(unpack(wanted["pack"]), self.path)
        self.folder = os.path.dirname(self.path) if self.path else None
        self.name = wanted.get("module")
        if self.path:
            stem = os.path.splitext(os.path.basename(self.path))[0]
            # By its own name its neighbours can import it; one that is taken stays whose it is.
            self.name = stem if stem not in sys.modules else "topology_" + stem

    def make(self, client_count):
        """Make the Topo. Raises whatever somebody's code raises."""
        from mininet.topo import Topo

        wanted = self.wanted
        with self.importing():
            module = self.load()
            if "name" in wanted:
                make = module.topos[wanted["name"]]
            else:
                make = getattr(module, wanted["class"], None)
                if make is None:
                    raise AttributeError(self.describe_missing(module, wanted["class"]))
            args, options = parse_arguments(wanted.get("args", ""))
            if "name" in wanted and not args and not options:
                options = {"clients": client_count}
            topo = make(*args, **options)
        if not isinstance(topo, Topo):
            raise TypeError("it gives %r, which is no mininet.topo.Topo" % type(topo).__name__)
        return topo

    def load(self):
        """Import the file or the module."""
        if self.path is None:
            return importlib.import_module(self.name)
        if self.name in sys.modules:
            return sys.modules[self.name]
        spec = importlib.util.spec_from_file_location(self.name, self.path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[self.name] = module
        try:
            spec.loader.exec_module(module)
        except BaseException:
            del sys.modules[self.name]
            raise
        return module

    @contextlib.contextmanager
    def importing(self):
        """Have what is beside the file found, as python3 has it; refuse networks of its own."""
        from mininet.net import Mininet

        def refuse_network(*_args, **_options):
            raise OwnNetwork()

        before, folder, written = Mininet.__init__, os.getcwd(), sys.dont_write_bytecode
        Mininet.__init__, sys.dont_write_bytecode = refuse_network, True
        try:
            if self.folder:
                os.chdir(self.folder)
                sys.path.insert(0, self.folder)
            yield
        finally:
            Mininet.__init__, sys.dont_write_bytecode = before, written
            os.chdir(folder)
            if self.folder:
                sys.path.remove(self.folder)
                # What it imports while the network is built; the stage's own modules come first.
                if self.folder not in sys.path:
                    sys.path.append(self.folder)

    def describe_missing(self, module, name):
        """Say that a file or module has no such class, and which it has."""
        from mininet.topo import Topo

        found = [
            key for key, value in vars(module).items()
            if isinstance(value, type) and issubclass(value, Topo)
            and value.__module__ == module.__name__
        ]
        where = os.path.basename(self.path) if self.path else self.name
        having = "its topologies are %s" % ", ".join(found) if found else "it has no topology"
        return "%s has no attribute %r; %s" % (where, name, having)

    def describe_error(self, error):
        """Give the message and the hint for what somebody's code raised."""
        place = self.name_line(list_frames(error))
        if isinstance(error, StageError):
            return [str(error), error.hint]
        if isinstance(error, OwnNetwork):
            return [
                "Topology %s makes a network of its own, Mininet(...)%s; the lab does that"
                % (self.label, place),
                'Name a class of Topo: file.py:Class. A network of its own belongs under: '
                'if __name__ == "__main__":',
            ]
        hint = (
            "It is imported by Mininet's Python; try it alone: "
            "sudo mn --custom FILE --topo NAME --switch lxbr --controller none"
        )
        if isinstance(error, SystemExit):
            hint = IMPORTED
        if isinstance(error, EOFError):
            hint = "A topology has no keyboard: its standard input is at its end."
        what = describe_exception(error)
        return ["Topology %s cannot be loaded: %s%s" % (self.label, what, place), hint]

    def name_line(self, lines):
        """Name the first of (file, line) pairs that is the topology's own or beside it."""
        for path, line in lines:
            # As faulthandler writes it
            own, folder = (
                [text, text.encode("ascii", "backslashreplace").decode("ascii")]
                for text in (self.path or "\0", (self.folder or "\0") + "/")
            )
            if path in own:
                return " (line %d)" % line
            if path.startswith(tuple(folder)):
                return " (%s, line %d)" % (path[max(len(one) for one in folder
                                                        if path.startswith(one)):], line)
        return ""


def unpack(pack):
    """Put a topology's file and what is beside it where it can be imported; give the folder.

    The pack is {"path/within": base64}, of lab/run/topology-pack.ts.
    """
    folder = os.path.join(UNPACKED, os.path.basename(os.path.dirname(pack)))
    if not os.path.isdir(folder):
        with open(pack, encoding="utf-8") as file:
            for name, data in json.load(file).items():
                path = os.path.join(folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as place:
                    place.write(base64.b64decode(data))
    return folder


class OwnNetwork(Exception):
    """Somebody's file makes a Mininet when it is imported."""


def list_frames(error):
    """List the (file, line) pairs in which an exception was, the innermost first."""
    lines = []
    trace = error.__traceback__
    while trace:
        lines.insert(0, (trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.lineno:
        lines.insert(0, (error.filename, error.lineno))
    return lines


def describe_exception(error):
    """Say which exception it is, in one line."""
    if isinstance(error, SystemExit):
        status = "" if error.code is None else repr(error.code)[:80]
        return "it ended Python by sys.exit(%s)" % status
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # pylint: disable=broad-except; its __str__ is somebody's code
        text = ""
    name = type(error).__name__
    return "%s: %s" % (name, " ".join(text.split())[:600]) if text else name


def parse_arguments(text):
    """Parse "2, fanout=3" into ([2], {"fanout": 3}); literals only."""
    call = ast.parse("f(%s)" % text, mode="eval").body
    args = [ast.literal_eval(node) for node in call.args]
    return args, {word.arg: ast.literal_eval(word.value) for word in call.keywords}

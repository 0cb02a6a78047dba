"""The box's half of the stage: one Mininet network, and the plays on it.

Started by stage.ts inside namespaces of its own (net, pid, mount, ipc, uts), so that it is process
1 there: when it ends, however it ends, the kernel ends every process that it started and removes
every interface and mount that it made (pid_namespaces(7), network_namespaces(7)). Nothing needs
`mn -c`, and several stages run side by side.

The protocol is one JSON object a line. Requests on standard input:

    {"id": 1, "do": "build", "build": {...}}     make the network      (stage_network.py)
    {"id": 2, "do": "play", "play": {...}}       play once, as often as one likes (stage_play.py)
    {"id": 3, "do": "series", "series": {...}}   many trials, same programs (stage_series.py)
    {"id": 4, "do": "ready", "ready": {...}}     start programs in advance (stage_spares.py)
    {"id": 5, "do": "stop"}                      end

    {"live": {...}}                              what people type in a play    (stage_keys.py)

and on standard output, between the request and its answer:

    {"event": {...}}                 a journal entry; atNs counts from the play's base
    {"file": "h1.pcap", "data": ""}  the next bytes of a file, base64
    {"trial": {...}}                 all entries of one trial of a series
    {"progress": {...}}              how far a network is that takes its time
    {"id": 2, "ok": {...}}           the answer, or
    {"id": 2, "error": {"code": "…", "message": "…", "hint": "…"}}

The end of standard input, at any moment, ends the stage: whoever started it is gone. Unless it
was asked to wait: {"id": 6, "do": "wait", "folder": "…"}. Then it serves one more client, who
comes by the FIFOs `in` and `out` of that folder, and need not come soon: so a box is frozen with a
stage that has its network already (lab/run/warm-box.ts).
"""

import base64
import json
import os
import queue
import signal
import sys
import threading
import traceback

from stage_errors import StageError
from stage_haste import skip_setuptools
from stage_netns import empty_input


TRACES = []  # of this stage, to be removed at its end: none or one
LEAVING, LEAVER = threading.Lock(), []  # which thread does that
READY = {"ready": {"python": "%d.%d.%d" % sys.version_info[:3]}}


class Channel:
    """The two directions of the protocol. `send` may be called from any thread."""

    def __init__(self):
        # Whatever else prints (Mininet, a topology) must not get between the lines of the protocol.
        self.output = os.fdopen(os.dup(1), "wb", buffering=0)
        os.dup2(2, 1)
        # And whatever else reads (a topology, what it starts) must not take its requests.
        self.source = os.fdopen(os.dup(0), "rb")
        empty_input()
        self.lock = threading.Lock()
        self.requests = queue.Queue()
        self.live = queue.Queue()  # for the play that runs
        self.folder = None  # of the FIFOs by which the next client comes
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        """Queue the requests; leave at once when the other side is gone."""
        source = self.source
        while source:
            for line in source:
                try:
                    request = json.loads(line.decode("utf-8"))
                    if "live" in request:
                        self.live.put(request["live"])
                    else:
                        self.requests.put(request)
                except ValueError:
                    self.requests.put({"id": 0, "do": "not JSON: %r" % line[:80]})
            source = self.wait()
        leave(0)

    def wait(self):
        """Wait for the next client, if there is to be one; give what it says."""
        folder, self.folder = self.folder, None
        if folder is None:
            return None
        self.output.close()
        source = open(os.path.join(folder, "in"), "rb")
        self.output = open(os.path.join(folder, "out"), "wb", buffering=0)
        self.send(READY)
        return source

    def send(self, message):
        """Write one message; if nobody reads any more, leave."""
        data = json.dumps(message, ensure_ascii=True).encode("ascii") + b"\n"
        with self.lock:
            try:
                view = memoryview(data)
                while view:
                    view = view[self.output.write(view):]
            except OSError:
                leave(0)

    def send_file(self, name, data):
        """Send the next bytes of a file, in pieces that fit a line."""
        for start in range(0, len(data), 49152):
            piece = base64.b64encode(data[start:start + 49152]).decode("ascii")
            self.send({"file": name, "data": piece})


def leave(status):
    """End at once: process 1 of the namespace takes everything with it.

    All but what it has in the kernel's trace: that is removed here, or, where this is killed, by
    the next stage on the machine.
    """
    if not LEAVING.acquire(blocking=False):
        if LEAVER == [threading.get_ident()]:
            return  # a signal came meanwhile
        threading.Event().wait()  # another thread leaves already, for all
    LEAVER.append(threading.get_ident())
    for trace in TRACES:
        try:
            trace.remove()
        except OSError:
            pass
    os._exit(status)


def answer(channel, request, state):
    """Carry out one request and give its result."""
    kind = request.get("do")
    if kind == "build" and state.get("built") == request["build"]:
        return state["network"].describe()  # it was built for a client before
    if kind == "wait":
        channel.folder = request["folder"]
        return {}
    if kind == "build":
        # Mininet is imported late: the imports take 0.2 s, in which the host is already sending.
        from stage_build import build_network
        from stage_spares import Spares
        from stage_trace import Opening

        if "network" in state:
            raise StageError("STAGE_FAILED", "This stage has its network already")
        def give_up(error):
            """The build is within somebody's code: only the end of the stage ends it."""
            channel.send({"id": request.get("id"), "error": error.describe()})
            leave(0)

        opening = Opening()
        TRACES.append(opening)
        network = build_network(
            request["build"], lambda progress: channel.send({"progress": progress}), give_up)
        network.opening = opening
        network.spares = Spares(network)
        state["network"] = network
        state["built"] = request["build"]
        return state["network"].describe()
    if kind == "play":
        from stage_play import Play

        check_request(kind, request["play"], state)
        return Play(channel, state["network"], request["play"]).run()
    if kind == "series":
        from stage_series import Series

        check_request(kind, request["series"], state)
        return Series(channel, state["network"], request["series"]).run()
    if kind == "ready":
        check_request(kind, request["ready"], state)
        return state["network"].spares.start(request["ready"])
    if kind == "stop":
        return {}
    raise StageError("STAGE_FAILED", "The stage was asked for %r, which it does not know" % kind)


def check_request(kind, wanted, state):
    """See that there is a network for the programs of a request, and all that they need."""
    from stage_planned import check_programs

    if "network" not in state:
        raise StageError("STAGE_FAILED", "A %s was asked for before a network was built" % kind)
    check_programs(wanted, state["network"].hosts)


def serve(channel):
    """Answer requests until told to stop."""
    state = {}
    while True:
        request = channel.requests.get()
        try:
            result = {"id": request.get("id"), "ok": answer(channel, request, state)}
        except StageError as error:
            result = {"id": request.get("id"), "error": error.describe()}
        except BaseException as error:  # pylint: disable=broad-except; Mininet calls exit(1)
            message = "%s: %s" % (type(error).__name__, error)
            trace = traceback.format_exc()[-2000:]
            sys.stderr.write(trace)
            result = {
                "id": request.get("id"),
                "error": {"code": "STAGE_FAILED", "message": message, "trace": trace},
            }
        channel.send(result)
        if request.get("do") == "stop":
            leave(0)


def main():
    """Serve; a signal ends it (process 1 ignores what it has no handler for: signal(7))."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: leave(0))
    if os.getpid() != 1:
        sys.stderr.write("stage: not process 1: start it through stage.ts\n")
        return 64
    skip_setuptools()
    channel = Channel()
    from stage_network import prepare_namespaces

    prepare_namespaces()
    channel.send(READY)
    serve(channel)
    return 0


if __name__ == "__main__":
    sys.exit(main())

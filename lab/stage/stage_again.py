"""Whether a network is as it was before a play of somebody else's programs, for the next one on it.

A network takes as long to build as a play of it takes to play. Programs behind walls cannot change
it; what they can leave there is processes and sockets. A connection that its server closed first
stays for a minute (TIME-WAIT, RFC 9293, 3.6.1); a server without SO_REUSEADDR cannot start until
then: the kernel is asked to forget it (ss(8), -K; Linux 6.4 for such connections). It may not be
kept from remembering it: that is how the sampler sees connections that were short.
"""

import time

from stage_processes import has_udp_socket, list_processes
from stage_sampler import STATES, parse_endpoint, read_sockets

LIMIT = 1.0  # s; the programs are dead, and the last words of their connections take milliseconds


def find_left(network, processes, listeners):
    """Say what a play left behind; None if the network is as before.

    `processes` are those that were there before it, `listeners` what listened on the server's host.
    """
    deadline = time.monotonic() + LIMIT
    for host in (network.server, *network.clients):
        own = listeners if host is network.server else ()
        because = forget_sockets(host, own, deadline)
        if because:
            return "%s on %s" % (because, host.name)
    left = [pid for pid in list_processes() if pid not in processes]
    return "process %d is still there" % left[0] if left else None


def forget_sockets(host, listeners, deadline):
    """Wait until the sockets of dead programs are gone; give one that stays."""
    asked = False
    while True:
        found, connections = read_sockets(host.pid)
        new = sorted(set(found) - set(listeners))
        if not new and not connections:
            return "a UDP socket is still there" if has_udp_socket(host.pid) else None
        if time.monotonic() > deadline:
            if new:
                return "something still listens on %s" % new[0]
            (local, _), (state, _, _) = next(iter(connections.items()))
            return "%s is still %s" % (parse_endpoint(local), STATES.get(state, state))
        if not asked and any(state == "06" for state, _, _ in connections.values()):
            host.cmd("ss -KHtan state time-wait >/dev/null 2>&1")
            asked = True
            continue
        time.sleep(0.002)

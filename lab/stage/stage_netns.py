"""What this process is in: another network namespace for a moment, no standard input."""

import ctypes
import os
import socket
import sys

CLONE_NEWNET = 0x40000000
libc = ctypes.CDLL(None, use_errno=True)


def set_netns(descriptor):
    """Move this thread into the network namespace behind an open descriptor."""
    if libc.setns(descriptor, CLONE_NEWNET) != 0:
        code = ctypes.get_errno()
        raise OSError(code, "setns: " + os.strerror(code))


def open_socket(pid, *kind):
    """Make a socket in the network namespace of process `pid`; it stays in it."""
    home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open("/proc/%d/ns/net" % pid, os.O_RDONLY)
    try:
        set_netns(there)
        try:
            return socket.socket(*kind)
        finally:
            set_netns(home)
    finally:
        os.close(there)
        os.close(home)


def empty_input():
    """Have a standard input that is at its end, for this process and all that it starts."""
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)

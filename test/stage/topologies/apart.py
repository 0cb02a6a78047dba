"""Topologies that do what code does; each class or function is one, by its name."""

import ctypes
import os
import re
import signal
import subprocess
import sys
import time

from mininet.net import Mininet
from mininet.node import OVSKernelSwitch
from mininet.topo import Topo


class Right(Topo):
    """One that is right, for those below to do something first."""

    def build(self):
        switch = self.addSwitch("s1")
        for name in ("h1", "h2", "h3"):
            self.addLink(self.addHost(name), switch)


def leave():
    sys.exit("no such switch")  # leave


def leave_at_once():
    print("the last words", flush=True)
    os._exit(0)  # leave_at_once


def crash():
    ctypes.string_at(0)  # crash


def abort():
    os.abort()  # abort


def be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def ask():
    return Right(name=input("How many? "))  # ask


def read_all():
    print("read", repr(sys.stdin.read()), subprocess.run(["cat"], check=True))
    return Right()


def hang():
    while True: pass  # hang


def hang_in_c():
    re.match(r"(a+)+$", "a" * 60 + "b")  # hang_in_c


def sleep():
    time.sleep(3600)  # sleep


def stop():
    os.kill(os.getpid(), signal.SIGSTOP)


class Endless(Topo):
    def build(self):
        number = 0
        while True:
            number += 1
            self.addHost("h%d" % number)  # Endless


def mini_edit():
    net = Mininet(topo=None, build=False, ipBase="10.0.0.0/8")  # mini_edit
    net.addSwitch("s1", cls=OVSKernelSwitch, failMode="standalone")
    net.start()


def leave_a_process():
    subprocess.Popen(["sleep", "3600"], start_new_session=True)
    raise ValueError("it is left")  # leave_a_process


class Numbers(Topo):
    def build(self):
        self.addHost(1)


def nothing():
    return None

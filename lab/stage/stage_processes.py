"""What is on the hosts beside the network: processes, sockets, files; seen and cleared away."""

import os
import shutil
import signal


def clear_folder(folder):
    """Remove what the programs of the play before left behind; whatever resists stays."""
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            os.unlink(entry.path)


def reap_orphan(pid):
    """Reap a process that a program left to us, if it is ours by now."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass


def kill_processes(pids):
    """End processes at once; one that has ended by itself meanwhile is no matter."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def list_processes():
    """List the process ids of this namespace, the stage's own excepted."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and name != "1"]


def has_udp_socket(pid):
    """Tell whether a program on the host has a UDP socket bound (proc_pid_net(5))."""
    for name in ("udp", "udp6"):
        try:
            with open("/proc/%d/net/%s" % (pid, name), encoding="ascii") as file:
                if len(file.read().splitlines()) > 1:
                    return True
        except OSError:
            continue
    return False


def name_listener(host, port):
    """Name the program that listens on a TCP port of a host (proc_pid_net(5), proc_pid_fd(5))."""
    links = set()
    for name in ("tcp", "tcp6"):
        try:
            with open("/proc/%d/net/%s" % (host.pid, name), encoding="ascii") as file:
                lines = [line.split() for line in file.read().splitlines()[1:]]
        except OSError:
            continue
        links |= {"socket:[%s]" % word[9] for word in lines
                  if word[3] == "0A" and int(word[1].split(":")[1], 16) == port}
    for pid in list_processes():
        try:
            if any(os.readlink(entry.path) in links for entry in os.scandir("/proc/%d/fd" % pid)):
                with open("/proc/%d/comm" % pid, encoding="utf-8", errors="replace") as file:
                    return "%s (process %d)" % (file.read().strip(), pid)
        except OSError:
            continue  # it has ended meanwhile
    return "Something"


def list_family(root):
    """List a process and all its descendants (proc_pid_task(5), children).

    A child is that of the thread that made it: Java and Go start programs from any of theirs.
    """
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for thread in list_threads(pid):
            try:
                with open("/proc/%d/task/%s/children" % (pid, thread), encoding="ascii") as file:
                    waiting += [int(child) for child in file.read().split()]
            except (OSError, ValueError):
                continue
    return found


def list_threads(pid):
    """List the threads of a process; none if it has ended."""
    try:
        return os.listdir("/proc/%d/task" % pid)
    except OSError:
        return []

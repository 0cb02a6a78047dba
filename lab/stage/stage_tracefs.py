"""Instances of the kernel's trace: private ones, which are removed whatever happens.

tracefs is mounted for the stage alone, and is seen by none of its programs: the mount is detached
at once, and reached by a descriptor. An instance outlives who made it, so its maker holds a lock on
a file of it as long as it lives: one that nobody holds was left by a stage that was killed, and the
next one that starts removes it. Instances of other names are never touched.
"""

import contextlib
import fcntl
import os
import time

from stage_errors import StageError
from stage_ring import Pages

PREFIX = "mininet-lab-"
REMOVE_TRIES = 20  # of 10 ms each: a file of it may just be open


class TraceFs:
    """The kernel's own file system for traces, as the stage sees it."""

    def __init__(self, folder, run_tool):
        """Mount it. Throws OSError or StageError, with the reason, where that is not possible."""
        os.makedirs(folder, exist_ok=True)
        try:
            run_tool(["mount", "-t", "tracefs", "tracefs", folder])
        except StageError as error:
            words = str(error).split("\n")[0].rpartition(": ")[2].rstrip(".")
            raise OSError(0, "tracefs cannot be mounted: %s" % words) from error
        try:
            self.root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        finally:
            run_tool(["umount", "--lazy", folder])
            os.rmdir(folder)
        os.stat("instances", dir_fd=self.root)

    def read(self, path):
        """Read one file of it."""
        with open(os.open(path, os.O_RDONLY, dir_fd=self.root), encoding="utf-8") as file:
            return file.read()

    @contextlib.contextmanager
    def locked(self):
        """Let no other stage make or clear away instances meanwhile."""
        folder = os.open("instances", os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.root)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def make(self, name, bytes_each):
        """Make an instance with one buffer of so many bytes for each processor."""
        with self.locked():
            self.clear()
            return Instance(self, PREFIX + name, bytes_each)

    def clear(self):
        """Remove what stages that were killed left behind; give how many that were."""
        removed = 0
        for name in self.list_names():
            try:
                held = os.open("instances/%s/tracing_on" % name, os.O_RDONLY, dir_fd=self.root)
            except OSError:
                continue  # it has just been removed
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                continue  # its stage lives
            finally:
                os.close(held)
            removed += self.remove(name)
        return removed

    def list_names(self):
        """List the instances of this lab."""
        folder = os.open("instances", os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.root)
        try:
            return [name for name in os.listdir(folder) if name.startswith(PREFIX)]
        finally:
            os.close(folder)

    def remove(self, name):
        """Remove an instance; its events are switched off with it. Tell whether it is gone."""
        for _ in range(REMOVE_TRIES):
            try:
                os.rmdir("instances/" + name, dir_fd=self.root)
                return True
            except FileNotFoundError:
                return True
            except OSError:
                time.sleep(0.01)
        return False


class Instance:
    """One instance: a buffer for each processor, and what is written into it."""

    def __init__(self, tracefs, name, bytes_each):
        self.tracefs, self.name = tracefs, name
        os.mkdir("instances/" + name, dir_fd=tracefs.root)
        self.held, self.pipes = None, []
        try:
            self.held = self.open("tracing_on", os.O_RDONLY)
            fcntl.flock(self.held, fcntl.LOCK_EX)
            self.write("tracing_on", "0")
            self.write("trace_clock", "mono")  # CLOCK_MONOTONIC, as all of the journal
            self.write("buffer_size_kb", "%d" % (bytes_each // 1024))
            # Whoever waits is told of each event (poll(2)), not only of a buffer that is half full.
            self.write("buffer_percent", "0")
            self.pages = Pages(tracefs.read("events/header_page"))
            for cpu in os.listdir(self.open_folder("per_cpu")):
                self.pipes.append(self.open("per_cpu/%s/trace_pipe_raw" % cpu,
                                            os.O_RDONLY | os.O_NONBLOCK))
        except BaseException:
            self.remove()
            raise

    def open(self, path, flags):
        """Open a file of the instance."""
        return os.open("instances/%s/%s" % (self.name, path), flags, dir_fd=self.tracefs.root)

    def open_folder(self, path):
        """Give the path of a folder of the instance, by the descriptor of the mount."""
        return "/proc/self/fd/%d/instances/%s/%s" % (self.tracefs.root, self.name, path)

    def write(self, path, text):
        """Write one file of it, in place of what it said."""
        file = self.open(path, os.O_WRONLY | os.O_TRUNC)
        try:
            os.write(file, text.encode("ascii"))
        finally:
            os.close(file)

    def add(self, path, text):
        """Add to what a file of it says."""
        file = self.open(path, os.O_WRONLY)
        try:
            os.write(file, text.encode("ascii"))
        finally:
            os.close(file)

    def get_format(self, event):
        """Give the `format` of an event; FileNotFoundError where this kernel has none such."""
        return self.tracefs.read("events/%s/format" % event)

    def read(self, pipe):
        """Give all that one processor wrote, as (ns, page, where in it), and how many are lost."""
        found, lost = [], 0
        while True:
            try:
                page = os.read(pipe, self.pages.size)
            except BlockingIOError:
                return found, lost
            if not page:
                return found, lost
            events, missed = self.pages.split(page)
            lost += missed
            found += [(now, page, start) for now, start in events]

    def remove(self):
        """Remove it: whatever holds it open is closed before."""
        for pipe in self.pipes:
            os.close(pipe)
        self.pipes = []
        if self.held is not None:
            os.close(self.held)
            self.held = None
        return self.tracefs.remove(self.name)


def describe(error):
    """Say in a few words why there is no tracefs here."""
    if isinstance(error, StageError):
        return str(error)
    return "%s%s" % (error.strerror or error, ": " + error.filename if error.filename else "")

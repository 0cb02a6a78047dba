"""What makes Mininet itself start sooner, and changes nothing of what it makes."""

import contextlib
import resource
import sys

# A stage has few files open beside those of its nodes: a terminal and some pipes for each.
FILES, FILES_A_NODE = 1024, 16


def skip_setuptools():
    """Have Mininet import Python's own distutils, of which it uses one class.

    Where setuptools is installed, its `_distutils_hack` puts setuptools in place of it at the first
    import, which takes 0.3 s (python3-setuptools 66.1 of Debian 12). From 3.12 on, Python has no
    distutils of its own any more.
    """
    hack = sys.modules.get("_distutils_hack")
    if hack is None or sys.version_info >= (3, 12):
        return
    try:
        hack.remove_shim()
    except AttributeError:  # another version of it: then it takes its time
        return
    try:
        import distutils.version  # pylint: disable=unused-import,deprecated-module
    except ImportError:
        hack.add_shim()


@contextlib.contextmanager
def limit_files(nodes):
    """Make a network of so many nodes with a low limit of open files (getrlimit(2)).

    For each node Mininet starts `mnexec -c`, which closes every file that it may have open, one by
    one: with a limit of 20,000 files that takes 20 ms a node.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES + FILES_A_NODE * nodes
    if soft == resource.RLIM_INFINITY or soft > wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

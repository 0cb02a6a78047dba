"""A terminal for a test: runs a command under a pty, as a person's terminal window would.

    python3 terminal.py ROWS COLUMNS COMMAND …

Standard input has lines of JSON: {"type": "hi\\r"}, {"size": [24, 80]}, {"signal": "SIGKILL"}, and
{"close": true}, which closes the window: the command gets SIGHUP. Standard output has what the
command wrote, as it came. It exits with the command's status; with 128 and more, by its signal.
"""

import fcntl
import json
import os
import pty
import selectors
import signal
import struct
import sys
import termios


def set_size(master, rows, columns):
    """Set the size of the window."""
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("4H", rows, columns, 0, 0))


def pass_on(master):
    """Write what the command wrote; False once the terminal has no command any more."""
    try:
        data = os.read(master, 65536)
    except OSError:
        return False
    while data:
        data = data[os.write(1, data):]
    return True


def obey(master, pid, line):
    """Do what the test says; False once the window is closed."""
    word = json.loads(line)
    if "type" in word:
        os.write(master, word["type"].encode("utf-8"))
    elif "size" in word:
        set_size(master, *word["size"])
    elif "signal" in word:
        os.kill(pid, getattr(signal, word["signal"]))
    return "close" not in word


def main():
    """Run the command until it ends, or its window is closed."""
    rows, columns, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    pid, master = pty.fork()
    if pid == 0:
        set_size(0, rows, columns)
        os.execvp(command[0], command)
    # epoll takes neither /dev/null nor a file, which standard input may be.
    selector = selectors.PollSelector()
    selector.register(master, selectors.EVENT_READ)
    selector.register(0, selectors.EVENT_READ)
    rest = b""
    is_open = True
    while is_open:
        for key, _ in selector.select():
            if key.fileobj == master:
                is_open = is_open and pass_on(master)
                continue
            data = os.read(0, 65536)
            if not data:
                selector.unregister(0)
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                is_open = is_open and obey(master, pid, line)
    os.close(master)
    _, status = os.waitpid(pid, 0)
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


if __name__ == "__main__":
    sys.exit(main())

"""A disk that dies when it is told to: dying_disk.py FOLDER, as root.

A loop device on a memfd, with a file system that writes at once, is mounted at the folder. "strike"
on standard input seals the memfd (fcntl(2), F_SEAL_FUTURE_WRITE): whatever is written from then on
fails with EIO, by the kernel itself. At the end of standard input all is taken away.
"""

import fcntl
import os
import subprocess
import sys

ADD_SEALS = 1033
SEAL_FUTURE_WRITE = 0x10


def main(folder):
    """Mount, wait for the word, and clean up."""
    disk = os.memfd_create("dying-disk", os.MFD_ALLOW_SEALING)
    os.ftruncate(disk, 16 << 20)
    path = "/proc/%d/fd/%d" % (os.getpid(), disk)
    words = ["losetup", "--show", "--find", path]
    device = subprocess.check_output(words, text=True).strip()
    try:
        subprocess.check_call(["mkfs.ext4", "-q", "-O", "^has_journal", device])
        subprocess.check_call(["mount", "-o", "sync,errors=continue", device, folder])
        print("ready", flush=True)
        for line in sys.stdin:
            if line.strip() == "strike":
                fcntl.fcntl(disk, ADD_SEALS, SEAL_FUTURE_WRITE)
                print("struck", flush=True)
    finally:
        subprocess.call(["umount", folder])
        subprocess.call(["losetup", "--detach", device])


main(sys.argv[1])

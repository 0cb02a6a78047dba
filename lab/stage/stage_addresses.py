"""The addresses of a host's interfaces, asked of the kernel itself (rtnetlink(7), netdevice(7)).

No tool's text is read: what `ip` prints depends on its version, on who built it (Debian 13 has it
colour on a terminal, and every shell of Mininet has one), and on the environment.
"""

import errno
import fcntl
import os
import socket
import struct

from stage_netns import open_socket

SIOCGIFINDEX = 0x8933
NLMSG_ERROR, NLMSG_DONE = 2, 3
RTM_NEWADDR, RTM_GETADDR = 20, 22
NLM_F_REQUEST, NLM_F_DUMP = 0x1, 0x300
IFA_ADDRESS, IFA_LOCAL = 1, 2
HEADER = struct.Struct("=IHHII")  # struct nlmsghdr: length, type, flags, sequence, port
ADDRESS = struct.Struct("=BBBBI")  # struct ifaddrmsg: family, prefix length, flags, scope, index


def get_index(pid, interface):
    """Give the kernel's number of an interface in the namespace of `pid`; OSError without it."""
    name = interface.encode()
    if len(name) > 15:  # IFNAMSIZ; struct.pack would cut it to the name of another one
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
    with open_socket(pid, socket.AF_INET, socket.SOCK_DGRAM) as asked:
        answer = fcntl.ioctl(asked, SIOCGIFINDEX, struct.pack("16si20x", name, 0))
    return struct.unpack_from("16si", answer)[1]


def read_addresses(pid, interface):
    """List an interface's addresses in the namespace of `pid`: ["10.0.0.1/8", "fe80::1/64"].

    OSError: ENODEV without that interface, ENOENT where the process is gone.
    """
    index = get_index(pid, interface)
    request = HEADER.pack(HEADER.size + ADDRESS.size, RTM_GETADDR, NLM_F_REQUEST | NLM_F_DUMP, 1, 0)
    found = []
    with open_socket(pid, socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as kernel:
        kernel.settimeout(5)
        kernel.send(request + ADDRESS.pack(socket.AF_UNSPEC, 0, 0, 0, 0))
        while True:
            data = kernel.recv(1 << 16)
            while data:
                length, kind = HEADER.unpack_from(data)[:2]
                body, data = data[HEADER.size:length], data[(length + 3) & ~3:]
                if kind == NLMSG_DONE:
                    return found
                if kind == NLMSG_ERROR:
                    code = -struct.unpack_from("=i", body)[0]
                    raise OSError(code, os.strerror(code))
                if kind == RTM_NEWADDR:
                    family, prefix, _, _, owner = ADDRESS.unpack_from(body)
                    if owner == index:
                        found.append("%s/%d" % (parse_address(family, body), prefix))


def parse_address(family, body):
    """Give the address in an RTM_NEWADDR; the own end of a point-to-point link is IFA_LOCAL."""
    values, at = {}, ADDRESS.size
    while at + 4 <= len(body):
        length, kind = struct.unpack_from("=HH", body, at)
        values[kind] = body[at + 4:at + length]
        at += max(4, (length + 3) & ~3)
    return socket.inet_ntop(family, values.get(IFA_LOCAL) or values[IFA_ADDRESS])

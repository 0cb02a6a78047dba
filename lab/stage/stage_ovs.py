"""Open vSwitch of the stage's own: its daemons live in the stage's namespaces and end with it.

The system's daemons, if any run, are not touched: database, sockets and process ids are in the
stage's private /run (ovs-vswitchd(8), ovsdb-server(1)).
"""

import os
import socket
import struct
import subprocess

from stage_errors import StageError

NETLINK_GENERIC = 16


def start_open_vswitch(work, loops=False):
    """Start ovsdb-server and ovs-vswitchd; give a Mininet switch class that uses them.

    The kernel's datapath if the kernel has one, else the one in user space.
    """
    from mininet.node import OVSSwitch

    datapath = "kernel" if has_kernel_datapath() else "user"
    if datapath == "user":
        check_tun()
    folder = "/run/openvswitch"
    os.makedirs(folder, exist_ok=True)
    database, server = os.path.join(work, "ovs.db"), os.path.join(folder, "db.sock")
    schema = "/usr/share/openvswitch/vswitch.ovsschema"
    run(["ovsdb-tool", "create", database, schema])
    # --detach returns once the daemon serves, so there is nothing to wait for.
    run(["ovsdb-server", database, "--remote=punix:%s" % server, "--detach", "--no-chdir",
         "--pidfile=%s/ovsdb-server.pid" % folder, "--log-file=%s/ovsdb-server.log" % work])
    run(["ovs-vsctl", "--no-wait", "init"])
    run(["ovs-vswitchd", "unix:%s" % server, "--detach", "--no-chdir",
         "--pidfile=%s/ovs-vswitchd.pid" % folder, "--log-file=%s/ovs-vswitchd.log" % work])

    class StageSwitch(OVSSwitch):
        """An Open vSwitch without a controller that forwards as a plain learning switch."""

        datapath_kind = datapath

        def __init__(self, name, **params):
            params.update(failMode="standalone", datapath=datapath)
            OVSSwitch.__init__(self, name, **params)

        def bridgeOpts(self):
            """Where links make a loop, have a spanning tree (rapid: IEEE 802.1D-2004, 17)."""
            return OVSSwitch.bridgeOpts(self) + (" rstp_enable=true" if loops else "")

    # Mininet would look for the system's service; ours answered already.
    StageSwitch.setup = classmethod(lambda cls: OVSSwitch.setup())
    return StageSwitch


def has_kernel_datapath():
    """Tell whether the kernel has the openvswitch module, loaded or loadable.

    Asking for its netlink family has the kernel load it, which modprobe needs root for.
    """
    if has_netlink_family("ovs_datapath"):
        return True
    found = subprocess.run(["modprobe", "-q", "openvswitch"], stderr=subprocess.DEVNULL,
                           check=False).returncode == 0
    return found and has_netlink_family("ovs_datapath")


def has_netlink_family(name):
    """Ask the kernel for a generic netlink family (linux/genetlink.h: CTRL_CMD_GETFAMILY)."""
    text = name.encode("ascii") + b"\0"
    attribute = struct.pack("=HH", 4 + len(text), 2) + text + b"\0" * (-len(text) % 4)
    body = struct.pack("=BBH", 3, 1, 0) + attribute
    request = struct.pack("=IHHII", 16 + len(body), 0x10, 1, 1, 0) + body
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_GENERIC) as kernel:
            kernel.settimeout(5)
            kernel.send(request)
            kind = struct.unpack_from("=H", kernel.recv(65536), 4)[0]
            return kind != 2  # NLMSG_ERROR: there is none of that name
    except OSError:
        return False


def check_tun():
    """See that the datapath in user space can have its interfaces: StageError if it cannot."""
    try:
        os.close(os.open("/dev/net/tun", os.O_RDWR))
    except OSError as error:
        raise StageError(
            "BOX_LACKS",
            "The kernel has no Open vSwitch, and the one in user space needs /dev/net/tun, which "
            "cannot be opened: %s" % error.strerror,
            "Allow it: sudo chmod 0666 /dev/net/tun. Linux bridges need none of it: --switch lxbr",
        ) from error


def run(argv):
    """Run one of Open vSwitch's tools; StageError with its own words if it fails."""
    environment = dict(os.environ, OVS_RUNDIR="/run/openvswitch")
    result = subprocess.run(argv, env=environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=20,
                            check=False)
    if result.returncode != 0:
        raise StageError(
            "STAGE_FAILED",
            "Open vSwitch did not start: %s: %s"
            % (argv[0], result.stdout.decode("utf-8", "replace").strip()[-400:]),
            "Linux bridges need none of it: --switch lxbr",
        )

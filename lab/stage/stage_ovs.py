"""Open vSwitch of the stage's own: its daemons live in the stage's namespaces and end with it.

The system's daemons, if any run, are not touched: database, sockets and process ids are in the
stage's private /run (ovs-vswitchd(8), ovsdb-server(1)).
"""

import os
import subprocess

from stage_errors import StageError


def start_open_vswitch(work):
    """Start ovsdb-server and ovs-vswitchd; give a Mininet switch class that uses them.

    The kernel's datapath if the kernel has one, else the one in user space.
    """
    from mininet.node import OVSSwitch

    folder = "/run/openvswitch"
    os.makedirs(folder, exist_ok=True)
    database, socket = os.path.join(work, "ovs.db"), os.path.join(folder, "db.sock")
    schema = "/usr/share/openvswitch/vswitch.ovsschema"
    run(["ovsdb-tool", "create", database, schema])
    # --detach returns once the daemon serves, so there is nothing to wait for.
    run(["ovsdb-server", database, "--remote=punix:%s" % socket, "--detach", "--no-chdir",
         "--pidfile=%s/ovsdb-server.pid" % folder, "--log-file=%s/ovsdb-server.log" % work])
    run(["ovs-vsctl", "--no-wait", "init"])
    run(["ovs-vswitchd", "unix:%s" % socket, "--detach", "--no-chdir",
         "--pidfile=%s/ovs-vswitchd.pid" % folder, "--log-file=%s/ovs-vswitchd.log" % work])
    datapath = "kernel" if has_kernel_datapath() else "user"

    class StageSwitch(OVSSwitch):
        """An Open vSwitch without a controller that forwards as a plain learning switch."""

        checksums_in_user_space = datapath == "user"

        def __init__(self, name, **params):
            params.update(failMode="standalone", datapath=datapath)
            OVSSwitch.__init__(self, name, **params)

    # Mininet would look for the system's service; ours answered already.
    StageSwitch.setup = classmethod(lambda cls: OVSSwitch.setup())
    return StageSwitch


def has_kernel_datapath():
    """Tell whether the kernel has the openvswitch module, loaded or loadable."""
    if os.path.exists("/sys/module/openvswitch"):
        return True
    return subprocess.run(["modprobe", "-q", "openvswitch"], stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


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

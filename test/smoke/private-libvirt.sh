#!/bin/sh
# A libvirt of the smoke test's own: runs a command in namespaces in which a libvirtd serves that
# nobody else sees. Called by smoke.ts as root, as the first process of a new PID, mount and network
# namespace; when it ends, so does all that is in them.
#
#   sh private-libvirt.sh FOLDER COMMAND [ARGUMENT …]
#
# FOLDER holds all that libvirt and Vagrant write, but for their sockets. Exit: the command's; 3 if
# libvirtd did not come up.
set -eu
folder=$1
shift
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LIBVIRT_DEFAULT_URI=qemu:///system

mount --make-rprivate /
# The interfaces of this network namespace, which libvirt looks for in /sys.
mount -t sysfs sysfs /sys
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock /run/libvirt
for place in lib cache log; do
  mkdir -p "$folder/libvirt/$place" "/var/$place/libvirt"
  mount --bind "$folder/libvirt/$place" "/var/$place/libvirt"
done
mkdir -p "$folder/libvirt/etc"
cp -a /etc/libvirt/. "$folder/libvirt/etc/"
rm -rf "$folder"/libvirt/etc/qemu/networks "$folder"/libvirt/etc/qemu/*.xml \
  "$folder"/libvirt/etc/storage
# Everything in here ends with these namespaces, so QEMU needs no cage and no log daemon of its own.
cat >"$folder/libvirt/etc/qemu.conf" <<'END'
user = "root"
group = "root"
security_driver = "none"
cgroup_controllers = []
namespaces = []
stdio_handler = "file"
END
cat >"$folder/libvirt/etc/libvirtd.conf" <<'END'
auth_unix_rw = "none"
auth_unix_ro = "none"
END
mount --bind "$folder/libvirt/etc" /etc/libvirt
ip link set lo up

libvirtd >"$folder/libvirtd.log" 2>&1 </dev/null &
daemon=$!
tries=0
until virsh list --all >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ $tries -gt 300 ] || ! kill -0 "$daemon" 2>/dev/null; then
    echo "smoke: libvirtd did not come up:" >&2
    tail -n 20 "$folder/libvirtd.log" >&2
    exit 3
  fi
  sleep 0.1
done
status=0
"$@" || status=$?
kill "$daemon" 2>/dev/null || true
wait "$daemon" 2>/dev/null || true
exit "$status"

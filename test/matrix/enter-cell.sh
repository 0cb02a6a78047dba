#!/bin/sh
# Process 1 of a cell: mounts its system, as a booted Debian has it, and waits for the end of its
# standard input. Called by start-cell.sh, which says what the arguments are.
set -eu
scratch=$1 layers=$2 share=$3

# /proc is still that of the machine: this is the process as the machine counts it.
read -r pid _ </proc/self/stat
mount --make-rprivate /
mount -t tmpfs -o mode=755,size=8g cell "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
root=$scratch/root
mount -t overlay -o "lowerdir=$layers,upperdir=$scratch/upper,workdir=$scratch/work" cell "$root"

mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
mount -t sysfs -o nosuid,nodev,noexec sysfs "$root/sys"
mount -t tracefs tracefs "$root/sys/kernel/tracing" 2>/dev/null || :
# Control groups as this machine has them: all in one, or memory, pids and cpu one by one.
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup" || :
else
  mount -t tmpfs -o mode=755 cgroup "$root/sys/fs/cgroup"
  for name in memory pids cpu; do
    mkdir "$root/sys/fs/cgroup/$name"
    mount -t cgroup -o "$name" cgroup "$root/sys/fs/cgroup/$name" 2>/dev/null ||
      rmdir "$root/sys/fs/cgroup/$name"
  done
fi
mount -t tmpfs -o mode=755,nosuid run "$root/run"
mkdir "$root/run/lock"

# The devices that udev makes everywhere, with its modes; of terminals, the cell's own.
dev=$root/dev
mount -t tmpfs -o mode=755,nosuid dev "$dev"
mkdir "$dev/pts" "$dev/shm" "$dev/net" "$dev/mqueue"
while read -r name major minor; do mknod -m 666 "$dev/$name" c "$major" "$minor"; done <<END
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
net/tun 10 200
END
mount -t devpts -o newinstance,mode=620,gid=5,ptmxmode=666 devpts "$dev/pts"
mount -t tmpfs -o mode=1777,nosuid,nodev shm "$dev/shm"
ln -s pts/ptmx "$dev/ptmx"
ln -s /proc/self/fd "$dev/fd"
for number in 0:stdin 1:stdout 2:stderr; do
  ln -s "/proc/self/fd/${number%%:*}" "$dev/${number#*:}"
done

mkdir "$root/share" "$root/.before"
mount --bind "$share" "$root/share"
echo cell >"$root/etc/hostname"
echo cell >/proc/sys/kernel/hostname
printf '127.0.0.1 localhost cell\n::1 localhost\n' >"$root/etc/hosts"

# Not chroot(2): who is in one may make no user namespace (user_namespaces(7)).
cd "$root"
pivot_root . .before
cd /
umount -l /.before
rmdir /.before
ip link set dev lo up
echo "ready $pid"
# While it waits for cat the shell also reaps whatever lost its parent, as process 1 must.
cat >/dev/null
exit 0

#!/bin/sh
# Called by mmdebstrap with the image's root folder, once all packages are in: makes a quiet
# machine that is reached by SSH with a key only. Nothing here may depend on when or where it runs.
set -eu
root=$1

echo box >"$root/etc/hostname"
printf '127.0.0.1 localhost box\n::1 localhost\n' >"$root/etc/hosts"
# QEMU's user network has its resolver there.
echo 'nameserver 10.0.2.3' >"$root/etc/resolv.conf"
: >"$root/etc/fstab"
: >"$root/etc/machine-id"

# A fixed password hash that matches nothing: '!' would count as locked where PAM is off.
chroot "$root" useradd --create-home --shell /bin/bash --password '*' mininet
# Who tries what an ordinary user without sudo can do.
chroot "$root" useradd --create-home --shell /bin/bash --password '*' student
chroot "$root" usermod --password '*' root
echo 'mininet ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/mininet"
chmod 440 "$root/etc/sudoers.d/mininet"

# Made by the package on the spot; ours come in later (build.sh).
rm -f "$root"/etc/ssh/ssh_host_*
cat >"$root/etc/ssh/sshd_config" <<'END'
# Fast under emulation: no PAM, one key exchange, no DNS. Keys only.
HostKey /etc/ssh/ssh_host_ed25519_key
KexAlgorithms curve25519-sha256,curve25519-sha256@libssh.org
UsePAM no
UseDNS no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowUsers root mininet student
MaxStartups 50
LoginGraceTime 60
PrintMotd no
AcceptEnv LANG LC_*
Subsystem sftp /usr/lib/openssh/sftp-server
END

# A machine that plays by the clock does nothing of its own: no timers, no consoles, no daemons
# but sshd. Stages start an Open vSwitch of their own.
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap.service fstrim.timer systemd-tmpfiles-clean.timer getty@tty1.service \
  serial-getty@ttyS0.service getty.target openvswitch-switch.service ovsdb-server.service \
  ovs-vswitchd.service ovs-record-hostname.service systemd-logind.service nftables.service \
  systemd-networkd.service systemd-random-seed.service systemd-pstore.service \
  systemd-udev-settle.service systemd-timesyncd.service systemd-journal-flush.service
do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
mkdir -p "$root/etc/systemd/journald.conf.d"
printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=8M\n' \
  >"$root/etc/systemd/journald.conf.d/lab.conf"

# What differs from build to build and is of no use. Not /tmp: mmdebstrap has its apt.conf there
# until its end, and apt without it would clean the lists and packages of this machine instead.
rm -rf "$root"/var/log/* "$root"/var/cache/ldconfig/aux-cache "$root"/var/cache/apt/*.bin \
  "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*_* \
  "$root"/var/lib/systemd/* "$root"/etc/*- "$root"/var/tmp/* \
  "$root"/var/lib/openvswitch/* "$root"/etc/openvswitch/conf.db \
  "$root"/etc/openvswitch/system-id.conf

# Compiled Python that is valid by itself: the usual kind is by its source's time, which the build
# cuts (SOURCE_DATE_EPOCH), and under emulation compiling anew costs a second each time (PEP 552).
find "$root/usr" -name __pycache__ -prune -exec rm -rf {} +
PYTHONHASHSEED=0 chroot "$root" /usr/bin/python3 -m compileall -q -j 2 \
  --invalidation-mode unchecked-hash /usr/lib/python3 /usr/lib/python3.11 || true

chroot "$root" dpkg-query --show --showformat 'package ${Package}=${Version}\n' |
  LC_ALL=C sort >"$root/etc/lab-packages"

#!/bin/busybox sh
# The first process of our box under libvirt: as ../init.sh, but the network's address comes from
# libvirt's DHCP, by a service of the running system, since leases have to be renewed.
b=/bin/busybox
$b mkdir -p /proc /dev /run /new
$b mount -t proc proc /proc
$b mount -t devtmpfs dev /dev
while read -r module; do $b insmod "/modules/$module"; done </modules/order
$b ip link set lo up

# systemd finds /run mounted, keeps it, and starts what is enabled there.
$b mount -t tmpfs -o mode=755 run /run
units=/run/systemd/system
$b mkdir -p $units/multi-user.target.wants
$b cp /lab-lease /run/lab-lease
$b chmod 755 /run/lab-lease
# A lease that is not given is asked for again each second (-t, -T, -A).
$b cat >$units/lab-dhcp.service <<'END'
[Unit]
Description=Address of this box
[Service]
ExecStart=/bin/busybox udhcpc -f -i eth0 -s /run/lab-lease -t 5 -T 1 -A 1 -x hostname:mininet-lab
Restart=always
END
$b ln -s ../lab-dhcp.service $units/multi-user.target.wants/lab-dhcp.service

tries=0
until [ -b /dev/vda ]; do
  tries=$((tries + 1))
  [ $tries -lt 200 ] || { echo 'lab: no disk /dev/vda'; $b poweroff -f; }
  $b usleep 50000
done
$b mount -t ext4 -o noatime /dev/vda /new || { echo 'lab: no root'; $b poweroff -f; }
# Vagrant's own SSH (net-ssh, as Debian has it) does not know the one key exchange that the image
# keeps to for speed.
sshd=/new/etc/ssh/sshd_config
$b grep -q nistp256 $sshd || $b sed -i '/^KexAlgorithms /s/$/,ecdh-sha2-nistp256/' $sshd
$b mount --move /run /new/run
$b umount /dev
$b umount /proc
exec $b switch_root /new /sbin/init

#!/bin/sh
# Makes our image (build.sh) into a .box for vagrant-libvirt: a tar of metadata.json, Vagrantfile
# and box.img, in which the kernel, the initrd and the key ride along.
#
#   sh lab/boxes/image/vagrant-box.sh [FOLDER]     default FOLDER: .lab/box
#
# Makes FOLDER/mininet-lab.box, unless it is there already for this very image. The key in it lets
# anybody in: it is for this machine, and for nobody's catalogue.
#
# Exit: 0 done, 1 there is no image or a tool is missing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "${1:-.lab/box}" && pwd)
box=$out/mininet-lab.box
[ -f "$out/recipe" ] || { echo "box: there is no image in $out; make box makes it" >&2; exit 1; }
for tool in cpio tar; do
  command -v "$tool" >/dev/null || {
    echo "box: $tool is missing; sh lab/boxes/provision.sh --qemu installs it" >&2; exit 1; }
done

recipe=$(cat "$out/recipe" "$out/key.pub" "$0" "$here"/vagrant/* "$here/../qemu-image.ts" |
  sha256sum | cut -d' ' -f1)
[ "$(cat "$box.recipe" 2>/dev/null || true)" = "$recipe" ] && [ -f "$box" ] && exit 0

umask 077
work=$(mktemp -d "$out/.vagrant.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# What a later archive of an initrd has takes the place of what an earlier one had (the kernel's
# Documentation/driver-api/early-userspace/buffer-format.rst).
mkdir "$work/over" "$work/box"
install -m 755 "$here/vagrant/init.sh" "$work/over/init"
install -m 755 "$here/vagrant/lease.sh" "$work/over/lab-lease"
(cd "$work/over" && find . -print | LC_ALL=C sort |
  cpio --quiet --reproducible -o -H newc -R 0:0) >"$work/over.cpio"
cat "$out/initrd" "$work/over.cpio" >"$work/box/initrd"

sed "s|@KERNEL_LINE@|$LAB_KERNEL_LINE|" "$here/vagrant/Vagrantfile" >"$work/box/Vagrantfile"
install -m 644 "$here/vagrant/metadata.json" "$work/box/metadata.json"
# QEMU may run as a user of its own (libvirt-qemu), who has to read kernel and initrd.
install -m 644 "$out/vmlinuz" "$work/box/vmlinuz"
chmod 644 "$work/box/initrd"
install -m 600 "$out/key" "$work/box/key"
ln "$out/disk.qcow2" "$work/box/box.img" 2>/dev/null || cp "$out/disk.qcow2" "$work/box/box.img"

rm -f "$box.recipe"
(cd "$work/box" && tar -cf "$work/mininet-lab.box" --owner=0 --group=0 --numeric-owner \
  metadata.json Vagrantfile box.img vmlinuz initrd key)
mv -f "$work/mininet-lab.box" "$box"
echo "$recipe" >"$box.recipe"
echo "box: $(du -h --apparent-size "$box" | cut -f1) in $box"

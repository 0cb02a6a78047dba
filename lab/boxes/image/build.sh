#!/bin/sh
# Builds the disk, kernel and initrd of our own Mininet box from Debian's packages, as root or as
# an ordinary user (mmdebstrap then works in a user namespace and needs uidmap and fakeroot).
#
#   sh lab/boxes/image/build.sh [FOLDER]     default FOLDER: .lab/box
#
# Makes in FOLDER: disk.qcow2 vmlinuz initrd key key.pub host-key.pub manifest.txt. With the same
# package versions manifest.txt comes out the same; the keys are made anew each time and are not in
# it. If nothing changed since the last time, nothing is done. LAB_MIRROR names another mirror.
#
# Exit: 0 done, 1 a tool is missing or failed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
out=${1:-.lab/box}
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
# Every time stamp in the image is cut to this (reproducible-builds.org): when bookworm came out.
export SOURCE_DATE_EPOCH=1686355200 LC_ALL=C.UTF-8 TZ=UTC
packages=$(sed 's/#.*//' "$here/packages.txt" | tr -s ' \n' ',' | sed 's/^,//; s/,$//')

say() { echo "box: $*"; }
recipe=$(cat "$here/build.sh" "$here/packages.txt" "$here/configure.sh" "$here/init.sh" |
  sha256sum | cut -d' ' -f1)
if [ "$(cat "$out/recipe" 2>/dev/null || true)" = "$recipe" ] && [ -f "$out/disk.qcow2" ]; then
  exit 0
fi
for tool in mmdebstrap mke2fs qemu-img ssh-keygen cpio; do
  command -v "$tool" >/dev/null || {
    echo "box: $tool is missing; sh lab/boxes/provision.sh --qemu installs it" >&2; exit 1; }
done
pretend=""
[ "$(id -u)" = 0 ] || pretend="fakeroot --"

umask 022
mkdir -p "$out"
out=$(cd "$out" && pwd)
# Beside the result, not in /tmp, which may be small.
work=$(mktemp -d "$out/.build.XXXXXX")
# mmdebstrap's user namespace has to reach the hooks and the folder.
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

say "installing Debian's packages into an image (about a minute)"
# INITRD=No: our own initrd is a fiftieth of the stock one, and boots 9 s faster under emulation.
if ! INITRD=No mmdebstrap --quiet --variant=minbase --architectures=amd64 \
  --aptopt='Acquire::Retries "3"' --aptopt='APT::Install-Recommends "false"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --include="$packages" --customize-hook="sh '$here/configure.sh' \"\$1\"" \
  bookworm "$work/root.tar" ${LAB_MIRROR:+"$LAB_MIRROR"} >"$work/log" 2>&1 </dev/null
then
  tail -n 20 "$work/log" >&2
  echo "box: mmdebstrap failed; the lines above are its last" >&2
  exit 1
fi

# What two builds have in common is written down before the keys come in.
{
  echo "# The box image: what is in it. Same package versions, same file."
  echo "format=1"
  echo "root-sha256=$(sha256sum <"$work/root.tar" | cut -d' ' -f1)"
  tar -xOf "$work/root.tar" ./etc/lab-packages
} >"$work/manifest.txt"

ssh-keygen -q -t ed25519 -N '' -C mininet-lab -f "$work/key"
ssh-keygen -q -t ed25519 -N '' -C mininet-lab-box -f "$work/host-key"

say "making the disk"
$pretend sh -eu -c '
  work=$1
  mkdir "$work/root"
  tar -xf "$work/root.tar" -C "$work/root" --numeric-owner
  rm "$work/root.tar"
  for home in root home/mininet home/student; do
    mkdir -p -m 700 "$work/root/$home/.ssh"
    cp "$work/key.pub" "$work/root/$home/.ssh/authorized_keys"
    chown -R --reference="$work/root/$home" "$work/root/$home/.ssh"
  done
  install -m 600 -o 0 -g 0 "$work/host-key" "$work/root/etc/ssh/ssh_host_ed25519_key"
  install -m 644 -o 0 -g 0 "$work/host-key.pub" "$work/root/etc/ssh/ssh_host_ed25519_key.pub"
  # Sparse: the file holds only what is in the image; a box has room for runs of its own.
  mke2fs -q -t ext4 -m 0 -L lab -O ^has_journal -E lazy_itable_init=1 \
    -d "$work/root" "$work/disk.raw" 3G
' sh "$work"
qemu-img convert -c -f raw -O qcow2 -o compression_type=zstd "$work/disk.raw" "$work/disk.qcow2"
rm "$work/disk.raw"

root=$work/root
release=$(basename "$root"/lib/modules/*)
cp "$root/boot/vmlinuz-$release" "$work/vmlinuz"
mkdir -p "$work/initrd.d/bin" "$work/initrd.d/modules"
cp "$root/bin/busybox" "$work/initrd.d/bin/busybox"
install -m 755 "$here/init.sh" "$work/initrd.d/init"
# modules.dep names each module with those that it needs, the last of them first to load.
add_module() {
  line=$(grep "/$1\.ko:" "$root/lib/modules/$release/modules.dep") || return 0
  for file in $(echo "$line" | tr -d : | tr ' ' '\n' | tac); do
    name=$(basename "$file")
    [ -e "$work/initrd.d/modules/$name" ] || {
      cp "$root/lib/modules/$release/$file" "$work/initrd.d/modules/$name"
      echo "$name" >>"$work/initrd.d/modules/order"; }
  done
}
for module in virtio_pci virtio_blk virtio_net virtio_rng; do add_module "$module"; done
find "$work/initrd.d" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
(cd "$work/initrd.d" && find . -print | LC_ALL=C sort |
  cpio --quiet --reproducible -o -H newc -R 0:0) >"$work/initrd"
{
  echo "kernel=$release"
  for name in vmlinuz initrd; do
    echo "$name-sha256=$(sha256sum <"$work/$name" | cut -d' ' -f1)"
  done
} >>"$work/manifest.txt"

# The recipe comes last: who finds it finds everything else. Frozen machines were of the old disk.
rm -rf "$out/recipe" "$out/frozen"
for name in disk.qcow2 vmlinuz initrd key key.pub host-key.pub manifest.txt; do
  mv -f "$work/$name" "$out/$name"
done
echo "$recipe" >"$out/recipe"
say "$(du -h --apparent-size "$out/disk.qcow2" | cut -f1) in $out/disk.qcow2," \
  "$(grep -c '^package ' "$out/manifest.txt") packages in $out/manifest.txt"

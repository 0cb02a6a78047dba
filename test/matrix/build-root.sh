#!/bin/sh
# Makes a root folder of a Debian, with packages, and with what provision.sh installs there: so that
# is tried on each system, too. LAB_MIRROR names another mirror of Debian's.
#
#   sh build-root.sh SUITE FOLDER PACKAGE,… PROVISION
#
# Called in a mount namespace and a process namespace of its own, which take along what is mounted
# in the root when this ends, however it ends.
set -eu
suite=$1 folder=$2 packages=$3 provision=$4
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL=C.UTF-8 TMPDIR=/tmp
mount --make-rprivate /
mount -t proc proc /proc
umask 022

# A machine whose mirror is a copy of one day takes its old lists; then the new system does, too.
eval "$(apt-config shell valid Acquire::Check-Valid-Until/b date Acquire::Check-Date/b)"
options="Acquire::Check-Valid-Until \"${valid:-true}\"; Acquire::Check-Date \"${date:-true}\";"

# Run in the new system, while its lists of packages are there.
hook='cp "$PROVISION" "$1/provision.sh" && chroot "$1" sh /provision.sh && rm "$1/provision.sh"'
export PROVISION="$provision"
if command -v mmdebstrap >/dev/null; then
  exec mmdebstrap --variant=minbase --format=directory \
    --aptopt="$options" --aptopt='Acquire::Retries "3"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='force-unsafe-io' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --include="$packages" --customize-hook="$hook" "$suite" "$folder" ${LAB_MIRROR:+"$LAB_MIRROR"}
fi
command -v debootstrap >/dev/null || {
  echo "matrix: mmdebstrap is missing; sh lab/boxes/provision.sh --matrix installs it" >&2
  exit 1
}
debootstrap --variant=minbase --include="$packages" "$suite" "$folder" \
  ${LAB_MIRROR:+"$LAB_MIRROR"}
mount -t proc proc "$folder/proc"
cp /etc/resolv.conf "$folder/etc/resolv.conf"
echo "$options" >"$folder/etc/apt/apt.conf.d/99matrix"
sh -euc "$hook" hook "$folder"
chroot "$folder" apt-get clean
umount "$folder/proc"

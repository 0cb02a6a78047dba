#!/bin/sh
# Installs what a Mininet box lacks, from the packages of Debian (12, 13 and testing are what make
# matrix tries); says what it does, and nothing where nothing is missing. The same script serves
# this machine, a box over SSH and Vagrant.
#
#   sh lab/boxes/provision.sh            what the lab needs on a box
#   sh lab/boxes/provision.sh --test     also what the tests need (sshd, tshark, ncat, …)
#   sh lab/boxes/provision.sh --qemu     also what builds and runs our own box (make box)
#   sh lab/boxes/provision.sh --vagrant  also Vagrant with libvirt, for the Vagrant box (make smoke)
#   sh lab/boxes/provision.sh --matrix   also what makes other systems' root folders (make matrix)
#   sh lab/boxes/provision.sh --slurm    also Slurm with munge, for a class as a job array
#   sh lab/boxes/provision.sh --dry-run  only say what is missing; exit 1 if something is
#   sh lab/boxes/provision.sh --where-possible
#                                        install nothing, and exit 0, where nothing can be installed
#
# Exit: 0 all there, 1 missing (--dry-run) or not installable, 64 a wrong flag.
set -eu

want_test=no
want_qemu=no
want_vagrant=no
want_matrix=no
want_slurm=no
dry_run=no
where_possible=no
for flag in "$@"; do
  case "$flag" in
    --test) want_test=yes ;;
    --qemu) want_qemu=yes ;;
    --vagrant) want_vagrant=yes ;;
    --matrix) want_matrix=yes ;;
    --slurm) want_slurm=yes ;;
    --dry-run) dry_run=yes ;;
    --where-possible) where_possible=yes ;;
    *) echo "provision: unknown flag '$flag'; see the top of $0 for those known" >&2
       exit 64 ;;
  esac
done

# System tools live in sbin, which an ordinary user's PATH may lack.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
missing=""
# need PACKAGE COMMAND: PACKAGE is missing if COMMAND cannot be found.
need() { command -v "$2" >/dev/null 2>&1 || missing="$missing $1"; }

need python3 python3
need mininet mnexec
need openvswitch-switch ovs-vswitchd
need tcpdump tcpdump
need iproute2 ip
need util-linux unshare
need ethtool ethtool
need bridge-utils brctl
need nftables nft
# The walls around submissions (lab/grade).
need bubblewrap bwrap
# Archives that people hand in as xz, 7z or rar.
need libarchive-tools bsdtar
need procps ps
need kmod modprobe
need iputils-ping ping
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
if [ "$want_test" = yes ]; then
  [ -x /usr/sbin/sshd ] || missing="$missing openssh-server"
  need openssh-client ssh-keygen
  need sudo sudo
  need tshark tshark
  need ncat ncat
  need socat socat
  # Reads workbooks that the lab wrote, independently of what wrote them.
  [ -d /usr/lib/python3/dist-packages/openpyxl ] || missing="$missing python3-openpyxl"
  # Login shells of other kinds, which a box's user may have.
  need tcsh tcsh
  need fish fish
  need busybox busybox
  # Languages that submissions are written in (test/submissions).
  need perl perl
  need ruby ruby
  need php-cli php
  need tcl tclsh
  need lua5.4 lua
  [ -e /usr/share/lua/5.4/socket.lua ] || missing="$missing lua-socket"
  # The browser that opens the report, and letters and signs for it to draw.
  need chromium chromium
  [ -d /usr/share/fonts/truetype/dejavu ] || missing="$missing fonts-dejavu-core"
  [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] ||
    missing="$missing fonts-noto-color-emoji"
fi
if [ "$want_qemu" = yes ]; then
  need qemu-system-x86 qemu-system-x86_64
  need qemu-utils qemu-img
  need e2fsprogs mke2fs
  need zstd zstd
  need cpio cpio
  need openssh-client ssh-keygen
  # Who is not root builds in a user namespace, with owners that are pretended.
  [ "$(id -u)" = 0 ] || { need uidmap newuidmap; need fakeroot fakeroot; }
fi
if [ "$want_qemu" = yes ] || [ "$want_matrix" = yes ]; then
  need mmdebstrap mmdebstrap
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] ||
    missing="$missing debian-archive-keyring"
fi
if [ "$want_vagrant" = yes ]; then
  need vagrant vagrant
  # Its plugin for libvirt, in Debian's folder of Ruby's packages or in Vagrant's own.
  ls -d /usr/share/rubygems-integration/*/gems/vagrant-libvirt-* \
    "${VAGRANT_HOME:-$HOME/.vagrant.d}"/gems/*/gems/vagrant-libvirt-* >/dev/null 2>&1 ||
    missing="$missing vagrant-libvirt"
  need libvirt-daemon-system libvirtd
  need libvirt-clients virsh
  need dnsmasq-base dnsmasq
  need iptables iptables
  need qemu-system-x86 qemu-system-x86_64
  need qemu-utils qemu-img
fi
if [ "$want_slurm" = yes ]; then
  need munge munged
  need slurmctld slurmctld
  need slurmd slurmd
  need slurm-client sbatch
fi

[ -n "$missing" ] || exit 0
if [ "$where_possible" = yes ]; then
  # The lab then looks for another box, or says what it needs (lab/boxes/choose.ts).
  command -v apt-get >/dev/null 2>&1 || exit 0
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null 2>&1 || exit 0
fi
echo "provision: missing here:$missing"
[ "$dry_run" = no ] || exit 1

as_root=""
if [ "$(id -u)" != 0 ]; then
  if command -v sudo >/dev/null 2>&1; then as_root="sudo"; else
    echo "provision: root or sudo is needed to install them: apt-get install$missing" >&2; exit 1
  fi
fi
command -v apt-get >/dev/null 2>&1 || {
  echo "provision: no apt-get here; install by hand:$missing" >&2; exit 1; }

# The packages' daemons (a system-wide Open vSwitch, sshd) are not needed: every stage starts its
# own, so none is started by the installation. (policy-rc.d: invoke-rc.d(8), 101 means forbidden.)
policy=/usr/sbin/policy-rc.d
made_policy=no
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
  $as_root chmod 755 "$policy"
  made_policy=yes
fi
finish() { [ "$made_policy" = no ] || $as_root rm -f "$policy"; rm -f "$log"; }
log=$(mktemp)
trap finish EXIT
trap 'exit 130' INT TERM HUP

run() {
  echo "provision: $*"
  # env, not an assignment: sudo drops the caller's environment.
  $as_root env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 </dev/null || {
    tail -n 20 "$log" >&2
    echo "provision: '$*' failed; the lines above are its last" >&2
    exit 1
  }
}
run apt-get update
# shellcheck disable=SC2086 # a list of package names
run apt-get install -y --no-install-recommends $missing
echo "provision: done"

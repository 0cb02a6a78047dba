#!/bin/sh
# Mininet 2.3.0 (Debian 2.3.0-1) beside setuptools 66.1.1 (Debian 66.1.1-1+deb12u2), Python 3.11:
# to import Mininet is to import all of setuptools.
#
# One would guess that a program which takes one class of the standard library (mininet/node.py:
# `from distutils.version import StrictVersion`) loads that class. Where setuptools is installed, its
# distutils-precedence.pth has every Python process take setuptools' copy of distutils instead, and
# the first import of it runs setuptools and pkg_resources: 332 modules in place of 87, and
# 0.36 s in place of 0.04 s on the machine where it was seen. With
# SETUPTOOLS_USE_DISTUTILS=stdlib in the environment neither is loaded.
# Needs: /usr/bin/python3 of Debian 12 (3.11; from 3.12 on there is no other distutils).
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download mininet=2.3.0-1 python3-setuptools=66.1.1-1+deb12u2 \
  python3-pkg-resources=66.1.1-1+deb12u2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
cat >try.py <<'PY'
import site
import sys

# Of this folder alone: its .pth files are read as those of a system are.
sys.path[:] = [one for one in sys.path if not one.endswith("-packages")]
site.addsitedir(sys.argv[1])
import mininet.node

print(*(name for name in ("setuptools", "pkg_resources") if name in sys.modules))
print(len(sys.modules), "modules", file=sys.stderr)
PY
packages=$dir/root/usr/lib/python3/dist-packages
/usr/bin/python3 -S try.py "$packages" >seen
SETUPTOOLS_USE_DISTUTILS=stdlib /usr/bin/python3 -S try.py "$packages" >>seen
cat seen
printf 'setuptools pkg_resources\n\n' | cmp - seen

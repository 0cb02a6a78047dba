#!/bin/sh
# prove of perl 5.36 (Test::Harness 3.44): a stream that says "TAP version 14" fails, though every
# test in it is ok.
#
# TAP 14 was made so that consumers of version 13 can read it, and one would guess that a newer
# version is at most warned of. Seen: "TAP specified version 14 but we don't know about versions
# later than 13" counts as a parse error, and the run as failed. The same lines under "TAP version
# 13" pass.
# Needs: perl.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download perl=5.36.0-7+deb12u3 perl-modules-5.36=5.36.0-7+deb12u3 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
prove() { perl -I "$dir/root/usr/share/perl/5.36.0" "$dir/root/usr/bin/prove" --source File --ext .tap "$1"; }
for version in 13 14; do
  printf 'TAP version %s\n1..1\nok 1 - all is well\n' "$version" >"$version.tap"
  status=0
  prove "$version.tap" >"$version.out" 2>&1 || status=$?
  echo "version $version: exit $status, $(grep -o 'Result: .*' "$version.out")"
done >seen
cat seen
grep "know about versions" 14.out
printf 'version 13: exit 0, Result: PASS\nversion 14: exit 1, Result: FAIL\n' | cmp - seen

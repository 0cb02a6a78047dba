#!/bin/sh
# tar 7.5.23 (npm): an archive without members, as GNU tar makes it, is no tar.
#
# One would guess that an archive of nothing is read as nothing: POSIX ends every archive with two
# blocks of zeros, so an empty one is just these. Python's tarfile and GNU tar list no member, and
# end well. Seen: "TAR_BAD_ARCHIVE: Unrecognized archive format", an error with `strict`, and a
# warning without it; with one member the same packing is read. Whoever reads uploads by it tells
# an empty one from a broken one only by looking at the bytes.
# Needs: npm, node, GNU tar, python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund tar@7.5.23 >/dev/null
: >list
tar -cf empty.tar -T list
echo hello >note.txt
tar -cf one.tar note.txt
cat >try.mjs <<'JS'
import { list } from 'tar';

for (const file of ['empty.tar', 'one.tar']) {
  const names = [];
  const said = await list({ file, strict: true, onReadEntry: ({ path }) => names.push(path) }).then(
    () => 'ok',
    (error) => error.message,
  );
  console.log(`${file} node-tar [${names}] ${said}`);
}
JS
{
  node try.mjs
  echo "empty.tar GNU tar [$(tar -tf empty.tar)] ok"
  python3 -c 'import tarfile; print("empty.tar tarfile", tarfile.open("empty.tar").getnames(), "ok")'
} >seen
cat seen
cat >expected <<'END'
empty.tar node-tar [] TAR_BAD_ARCHIVE: Unrecognized archive format
one.tar node-tar [note.txt] ok
empty.tar GNU tar [] ok
empty.tar tarfile [] ok
END
cmp expected seen

#!/bin/sh
# One check of the matrix, on the machine on which it is called, as a user would give its commands.
#
#   sh test/matrix/check.sh NAME      NAME: one of the cases below
#
# It runs at a terminal, since some tools print there what they print nowhere else (colours, a
# pager). Exit 0 only if all that it asks for is so. A folder in MATRIX_OUT gets what it leaves.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
lab=$(cd "$here/../.." && pwd)
cd "$lab"

if [ ! -t 1 ]; then
  export TERM=xterm-256color
  exec python3 "$here/../box/terminal.py" 40 120 sh "$0" "$@"
fi

out=${MATRIX_OUT:-.lab/matrix}
case "$1" in
  lab) make lab ;;
  ovs) make lab ARGS="--switch ovs" ;;
  routed) make lab ARGS="--topology routed" ;;
  rootless)
    # A user of no group and without sudo, with a copy of what `make lab` has installed.
    id -u matrix >/dev/null 2>&1 || useradd --create-home --shell /bin/sh matrix
    home=/home/matrix/lab
    rm -rf "$home"
    mkdir "$home"
    tar -cf - --exclude=./.lab --exclude=./node_modules/.cache . | tar -xf - -C "$home"
    chown -R matrix: "$home"
    cd "$home"
    setpriv --reuid=matrix --regid=matrix --init-groups \
      env -i HOME=/home/matrix "PATH=/usr/local/bin:/usr/bin:/bin" "TERM=$TERM" make lab
    ;;
  submissions)
    # One right submission of each language.
    mkdir -p "$out"
    class=$(mktemp -d)
    trap 'rm -rf "$class"' EXIT
    for name in python-threads c-threads cpp-poll java-threads node-events; do
      cp -r "test/submissions/$name" "$class"
    done
    cp -r test/matrix/submissions/* "$class"
    npx zx lab/grade.mjs "$class" --csv "$out/marks.csv"
    ;;
  doctor) npx zx lab/box.mjs doctor ;;
  *)
    echo "check: there is no check '$1'" >&2
    exit 64
    ;;
esac

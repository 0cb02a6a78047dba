#!/usr/bin/env bash
# ./run.sh server | ./run.sh X | ./run.sh Y
cd "$(dirname "$0")"
set -a; . ./pa2.env; set +a
case "$1" in
  server) exec bin/server ;;
  X|Y)    exec bin/client "$1" ;;
  *)      echo "usage: $0 server|X|Y" >&2; exit 64 ;;
esac

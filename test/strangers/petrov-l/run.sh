#!/bin/sh
# run.sh server | run.sh client [host]
cd "$(dirname "$0")/src"
what=$1; shift
exec python3 $what.py "$@"

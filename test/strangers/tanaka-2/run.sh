#!/bin/bash
# compiles when necessary and starts a part:  ./run.sh server | x | y
cd "$(dirname "$0")"
[ -x server ] || rustc server.rs
[ -x client ] || rustc client.rs
case $1 in
  server) ./server ;;
  x|y) ./client $1 ;;
  *) echo "./run.sh server | x | y" ;;
esac

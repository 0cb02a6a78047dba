#!/bin/sh
# start script:  ./run.sh server   |   ./run.sh X   |   ./run.sh Y
# second argument = address of server (default 10.0.0.1)
case "$1" in
  server) node server.js ;;
  X|Y)    node client.js "$1" "${2:-10.0.0.1}" ;;
  *)      echo "usage: $0 server|X|Y [address]" ;;
esac

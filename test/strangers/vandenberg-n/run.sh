#!/bin/bash
# ./run.sh server          (h1)
# ./run.sh client x        (h2)
# ./run.sh client y        (h3)
# SERVER=1.2.3.4 ./run.sh client x   if the server is not h1
cd "$(dirname "$0")"
SERVER=${SERVER:-10.0.0.1}
case "$1" in
  server) exec python3 -u -m duo.server ;;
  client) exec python3 -u -m duo.client "$2" "$SERVER" ;;
  *) echo "server or client?"; exit 2 ;;
esac

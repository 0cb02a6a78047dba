#!/bin/bash
# client.sh LETTER NAME [SECONDS]    e.g.  ./client.sh X Alice 5
# Server address/port from pa2.conf next to this script.
. "$(dirname "$0")/pa2.conf"
letter=${1:?letter} name=${2:?name} wait=${3:-0}

# bash opens the TCP connection for us
exec 5<>/dev/tcp/$SERVER/$PORT || exit 1
echo "connected to $SERVER:$PORT"
sleep "$wait"
echo "$letter: $name" >&5
echo "sent: $letter: $name"
# blocks until server has both
IFS= read -r reply <&5
echo "server said: $reply"
exec 5>&-

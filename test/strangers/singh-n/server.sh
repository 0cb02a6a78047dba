#!/bin/bash
# Gurpreet Singh, PA2 in bash
#
# Why multithreading: one process that reads from client X is stuck in "read" and can't
# see that Y wrote. bash has no threads, so ncat starts one process (handler.sh) for
# every client, they run in parallel like threads. They share data through files in a
# directory, and flock is the lock.
#
# needs: ncat
PORT=${1:-4000}
export ROOM=$(mktemp -d)
trap 'rm -rf "$ROOM"' EXIT
touch "$ROOM/connected" "$ROOM/order" "$ROOM/log"
echo "server on port $PORT"
# the handlers' stdout is the socket, so what they want to show goes to the log
tail -f "$ROOM/log" &
TAIL=$!
ncat -l -k -p "$PORT" --sh-exec "$(dirname "$0")/handler.sh" &
NC=$!
# stop when both are answered
until [ "$(ls "$ROOM" | grep -c done)" = 2 ]; do sleep 0.2; done
sleep 0.5
kill $NC $TAIL

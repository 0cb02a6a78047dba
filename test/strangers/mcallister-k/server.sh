#!/bin/bash
# server.sh - CST311 assignment 2
# Doug McAllister (I do ops for a living, please forgive the shell)
#
# WHY WE NEED MULTITHREADING
#   Reading a socket blocks. One thread of control reading two sockets has to pick one
#   and ignores the other until it's done, so it can't know who was really first.
#   Shell has no threads, so "threads" here = one forked handler process per client
#   (socat ...,fork). The data they share is a spool dir with a lock (flock) around it.
#
# needs: socat, flock (util-linux)

PORT=${1:-9999}
export SPOOL=$(mktemp -d /tmp/pa2.XXXXXX)
trap 'rm -rf "$SPOOL"' EXIT

echo "spool $SPOOL, port $PORT" 
exec 3>&1                       # keep our stdout, socat will use 1 for the client
exec 4>&1
socat TCP-LISTEN:"$PORT",reuseaddr,fork,max-children=2 EXEC:"$(dirname "$0")/handler.sh",nofork &
SOCAT=$!

# stop when both handlers say they're done
until [ -e "$SPOOL/done.2" ]; do sleep 0.2; done
kill $SOCAT
echo "all done"

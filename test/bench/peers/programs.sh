#!/bin/sh
# The floor of the programs: our server and clients on loopback, from their start to their end.
node=$1
"$node" bundles/server.mjs --port 12999 --host 127.0.0.1 >/dev/null &
"$node" bundles/client.mjs --role X --name Alice --port 12999 >/dev/null &
"$node" bundles/client.mjs --role Y --name Bob --port 12999 >/dev/null &
wait

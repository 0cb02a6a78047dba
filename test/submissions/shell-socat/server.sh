#!/bin/bash
# Server in bash: socat starts a process for each client.
#
# socat itself reads nothing (nofork), so that the processes decide when.
#
# Multithreading, or a process for each client as here, is needed because read blocks: while one
# waits for its client, the other can hear what the second one says. All share a folder of files.

PORT=12000

# Waits until a file has two lines.
wait_for() {
  until [ "$(wc -l <"$1")" = 2 ]; do sleep 0.02; done
}

# What the process of one client does.
serve() {
  echo here >>"$FOLDER/clients"
  # Nothing is read before both are there.
  wait_for "$FOLDER/clients"
  read -r line
  echo "$line" >>"$FOLDER/messages"
  echo "Received: $line" >&2
  wait_for "$FOLDER/messages"
  { read -r first; read -r second; } <"$FOLDER/messages"
  echo "$first received before $second"
  echo "Sent: $first received before $second" >&2
  echo gone >>"$FOLDER/done"
}

if [ "$1" = serve ]; then
  serve
  exit
fi

FOLDER=$(mktemp -d)
export FOLDER
touch "$FOLDER/clients" "$FOLDER/messages" "$FOLDER/done"
socat "TCP-LISTEN:$PORT,fork,reuseaddr" "EXEC:bash $0 serve,nofork" &
wait_for "$FOLDER/done"
sleep 0.2
kill $!

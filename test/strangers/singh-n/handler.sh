#!/bin/bash
# one of these runs for each client; stdin/stdout = the connection

# count the connections
echo $$ >> "$ROOM/connected"
echo "client connected ($(wc -l < "$ROOM/connected"))" >> "$ROOM/log"

# wait till both are here (reading comes only after it)
while [ "$(wc -l < "$ROOM/connected")" -lt 2 ]; do sleep 0.1; done

read -r msg
# only one process at a time may append
flock "$ROOM/order" -c "echo '$msg' >> $ROOM/order"
echo "received: $msg" >> "$ROOM/log"

# wait for the message of the other one
while [ "$(wc -l < "$ROOM/order")" -lt 2 ]; do sleep 0.1; done
first=$(sed -n 1p "$ROOM/order")
second=$(sed -n 2p "$ROOM/order")
echo "$first received before $second"
echo "sent: $first received before $second" >> "$ROOM/log"
touch "$ROOM/done.$$"

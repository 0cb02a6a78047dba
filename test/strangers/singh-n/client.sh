#!/bin/bash
# ./client.sh X            server is 10.0.0.1 port 4000
# ./client.sh Y otherhost 4001
me=${1:?X or Y}
host=${2:-10.0.0.1}
port=${3:-4000}
# bash can open TCP itself
exec 3<>"/dev/tcp/$host/$port" || exit 1
read -r -p "$me> " text
echo "$me: $text" >&3
echo "sent: $me: $text"
read -r ack <&3
echo "received: $ack"

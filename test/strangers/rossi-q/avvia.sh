#!/bin/bash
# ./avvia.sh server      oppure    ./avvia.sh X     ./avvia.sh Y
case "$1" in
  server) java -cp classi reti.Server 1234 ;;
  X|Y)    java -cp classi reti.Client 10.0.0.1 1234 $1 ;;
  *)      echo "server, X o Y" ;;
esac

#!/bin/bash
# avvia.sh server | x [indirizzo] | y [indirizzo]
# compila se serve (cioe' se non c'e' ancora la cartella classi) e poi esegue
cd "$(dirname "$0")"
if [ ! -d classi ]; then
  mkdir classi
  javac -d classi src/it/reti/esercizio2/*.java || { rm -r classi; exit 1; }
fi
case "$1" in
  server) java -cp classi it.reti.esercizio2.ServerOrdine ;;
  x|y)    java -cp classi it.reti.esercizio2.ClientOrdine "${1^^}" "${2:-10.0.0.1}" ;;
  *)      echo "uso: $0 server | x [indirizzo] | y [indirizzo]"; exit 2 ;;
esac

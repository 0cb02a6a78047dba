#!/bin/sh
# builds both programs into out/
set -e
cd "$(dirname "$0")"
CF="-std=gnu99 -Wall -Icommon"
gcc $CF -c common/net.c     -o out/net.o
gcc $CF -c server/order.c   -o out/order.o
gcc $CF -c server/main.c    -o out/server_main.o
gcc $CF -c client/main.c    -o out/client_main.o
gcc out/server_main.o out/order.o out/net.o -o out/server
gcc out/client_main.o out/net.o -o out/client
echo "ok: out/server out/client"

#!/bin/sh
set -e
g++ -std=c++17 -O2 -pthread server.cpp -o server
g++ -std=c++17 -O2 client.cpp -o client

#!/bin/sh
g++ -std=c++17 -O2 -pthread main_server.cpp -o server || exit 1
g++ -std=c++17 -O2 main_client.cpp -o client

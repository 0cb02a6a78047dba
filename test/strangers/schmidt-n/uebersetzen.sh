#!/bin/sh
# baut beide Programme
g++ -std=c++17 -pthread -o server server.cpp
g++ -std=c++17 -o client client.cpp

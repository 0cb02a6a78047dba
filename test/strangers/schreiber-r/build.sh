#!/bin/sh
gcc -o server server.c -lpthread
gcc -DBUCHSTABE='"X"' -o klientx klient.c
gcc -DBUCHSTABE='"Y"' -o klienty klient.c
echo fertig. Starten mit ./server, ./klientx, ./klienty

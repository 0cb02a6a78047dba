#!/usr/bin/env python3
"""Client. Usage: tcp_client.py HOST PORT NAME; the name is X or Y, the message is typed."""
import socket
import sys

host = sys.argv[1]
port = int(sys.argv[2])
with socket.create_connection((host, port)) as connection:
    line = input("Message? ")
    connection.sendall(line.encode())
    print("me:", line)
    print("server:", connection.recv(4096).decode().strip())

"""The usual client: connect as soon as the server is there, wait, send, print the answer."""

import socket
import sys
import time

while True:
    try:
        connection = socket.create_connection(("10.0.0.1", 12000))
        break
    except ConnectionRefusedError:
        time.sleep(0.005)
time.sleep(float(sys.argv[2]))
connection.sendall((sys.argv[1] + "\n").encode())
print(connection.recv(1024).decode().strip())
connection.close()

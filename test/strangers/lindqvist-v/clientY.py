# Elin Lindqvist
# CST311 assignment 2, client Y
# usage: python3 clientY.py [seconds to wait before sending] [server]
# The wait lets me choose who is first.

from socket import *
import sys
import time

delay = float(sys.argv[1]) if len(sys.argv) > 1 else 0
serverName = sys.argv[2] if len(sys.argv) > 2 else '10.0.0.1'
serverPort = 12345

# TCP connection to the server
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

time.sleep(delay)
message = 'Y: Bob'
clientSocket.send(message.encode())
print('Sent to Server: ', message)

# the acknowledgement
print('From Server:', clientSocket.recv(1024).decode())
clientSocket.close()

# Sends as many pings as it is told.
import sys
from socket import socket, AF_INET, SOCK_DGRAM

host = sys.argv[1]
port = int(sys.argv[2])
count = int(sys.argv[3])
client = socket(AF_INET, SOCK_DGRAM)
client.settimeout(1)
for number in range(count):
    client.sendto(('ping %d' % number).encode(), (host, port))
    try:
        print(client.recvfrom(1024)[0].decode())
    except TimeoutError:
        print('Request timed out')

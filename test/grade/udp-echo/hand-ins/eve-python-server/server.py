# Answers every datagram in capital letters.
from socket import socket, AF_INET, SOCK_DGRAM

server = socket(AF_INET, SOCK_DGRAM)
server.bind(('', 12001))
while True:
    message, address = server.recvfrom(1024)
    server.sendto(message.upper(), address)

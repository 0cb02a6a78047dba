# UDPPingerServer.py
# This is the server. It sends messages back in capital letters
# and randomly ignores 30 % of them.
import random
from socket import *

serverPort = 12001

# create a UDP socket and give it the port number
serverSocket = socket(AF_INET, SOCK_DGRAM)
serverSocket.bind(('', serverPort))
print("The server is ready to receive")

while True:
    # random number from 0 to 9
    rand = random.randint(0, 9)
    message, address = serverSocket.recvfrom(1024)
    message = message.upper()
    # if rand is 0, 1 or 2 the packet is lost
    if rand < 3:
        continue
    serverSocket.sendto(message, address)

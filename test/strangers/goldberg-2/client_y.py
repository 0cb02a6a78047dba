# Client Y
from socket import *
serverName = '10.0.0.1'
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_DGRAM)
# get name from keyboard
name = input('Input name:')
msg = 'Y: ' + name
clientSocket.sendto(msg.encode(), (serverName, serverPort))
print('Sent: ' + msg)
# wait for answer of server
reply, addr = clientSocket.recvfrom(2048)
print('Received: ' + reply.decode())
clientSocket.close()

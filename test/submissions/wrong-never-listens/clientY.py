"""Client Y: asks for a message at the keyboard, sends it, prints the answer."""
from socket import *

serverName = '10.0.0.1'
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
message = input('Enter message to send to server: ')
clientSocket.send(message.encode())
print('Sent:', message)
print('From Server:', clientSocket.recv(1024).decode())
clientSocket.close()

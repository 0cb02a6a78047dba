# Siobhan Brennan
# CST311 Programming Assignment 2 - ClientX.py
# Connects to the server, sends "X: <what you typed>", prints the answer.

from socket import *

serverName = '10.0.0.1'     # h1 in mininet, change it for another network
serverPort = 12000

# connect to the server (TCP)
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
print('Client X connected to server')

# get the message and send it
name = input('Enter your message (e.g. Alice): ')
message = 'X: ' + name
clientSocket.send(message.encode())
print('Client X sent to server: ' + message)

# the acknowledgement comes when both clients have sent theirs
response = clientSocket.recv(1024)
print('From Server: ' + response.decode())
clientSocket.close()

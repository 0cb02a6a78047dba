#Name: Kevin Pham
#CST311 Programming Assignment 2
#TCPClientX.py

from socket import *

serverName = '10.0.0.1'  #h1, use localhost if not mininet
serverPort = 12000

#make socket and connect
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName,serverPort))

#get the message from user
msg = input('Client X, input message: ')

#send name and message with a comma
clientSocket.send(("X," + msg).encode())
print('Client X sent: ' + msg)

#print what server says
answer = clientSocket.recv(2048)
print('From Server: ' + answer.decode())
clientSocket.close()

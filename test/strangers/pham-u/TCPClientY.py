#Name: Kevin Pham
#CST311 Programming Assignment 2
#TCPClientY.py

from socket import *

serverName = '10.0.0.1'  #h1, use localhost if not mininet
serverPort = 12000

#make socket and connect
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName,serverPort))

#get the message from user
msg = input('Client Y, input message: ')

#send name and message with a comma
clientSocket.send(("Y," + msg).encode())
print('Client Y sent: ' + msg)

#print what server says
answer = clientSocket.recv(2048)
print('From Server: ' + answer.decode())
clientSocket.close()

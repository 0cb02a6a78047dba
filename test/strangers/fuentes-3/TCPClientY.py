#PA2 - TCPClientY.py
#Course: CST 311
#Name: Javier Fuentes & Kim Ostrowski (Team 11)
from socket import *

serverName = '10.0.0.1'
serverPort = 12000
#connect with TCP
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
#read message from keyboard
sentence = input('Client Y message: ')
clientSocket.send(sentence.encode())
print('Client Y sent: ' + sentence)
#answer of the server
modifiedSentence = clientSocket.recv(1024)
print('From Server: ', modifiedSentence.decode())
clientSocket.close()

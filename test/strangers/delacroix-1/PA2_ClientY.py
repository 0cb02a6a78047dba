# client Y
from socket import *
serverName = 'localhost'
serverPort = 12345
clientSocket = socket(AF_INET, SOCK_STREAM)   # tcp
clientSocket.connect((serverName,serverPort))
sentence = input('Client Y, input your message: ')
# add the name of client
sentence = 'Y: ' + sentence
clientSocket.send(sentence.encode())
print('Message sent:', sentence)
modifiedSentence = clientSocket.recv(1024)   # answer from server
print ('From Server: ', modifiedSentence.decode())
clientSocket.close()

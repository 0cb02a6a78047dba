# client X
from socket import *
serverName = 'localhost'
serverPort = 12345
clientSocket = socket(AF_INET, SOCK_STREAM)   # tcp
clientSocket.connect((serverName,serverPort))
sentence = input('Client X, input your message: ')
# add the name of client
sentence = 'X: ' + sentence
clientSocket.send(sentence.encode())
print('Message sent:', sentence)
modifiedSentence = clientSocket.recv(1024)   # answer from server
print ('From Server: ', modifiedSentence.decode())
clientSocket.close()

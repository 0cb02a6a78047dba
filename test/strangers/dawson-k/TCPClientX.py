#TCPClient.py
from socket import *
# In your command prompt, type in hostname and press enter.
# What comes up is your computer's hostname
serverName = '10.0.0.1'
serverPort = 12000
# Create a TCP socket
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName,serverPort))
sentence = input('Input your name: ')
# X is in front
sentence = "X: " + sentence
clientSocket.send(sentence.encode())
print('Sent to Server:', sentence)
# get the answer
modifiedSentence = clientSocket.recv(1024)
print ('From Server:', modifiedSentence.decode())
clientSocket.close()

# TCPClientX.py (Kurose & Ross)
from socket import *
serverName = '10.0.0.1'    # in the book it is 'servername'
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName,serverPort))   # three-way handshake
sentence = input('Input name of client X: ')
sentence = 'X: ' + sentence
clientSocket.send(sentence.encode())
print('Sent:', sentence)
modifiedSentence = clientSocket.recv(1024)      # answer of the server
print('From Server:', modifiedSentence.decode())
clientSocket.close()

from socket import *
serverName = input('server: ')
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName,serverPort))
sentence = input('Client X, input name (Alice):')
clientSocket.send(sentence.encode())
print('sent', sentence)
modifiedSentence = clientSocket.recv(1024)
print('From Server:', modifiedSentence.decode())
clientSocket.close()

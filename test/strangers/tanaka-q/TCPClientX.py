# TCPClientX.py
from socket import *
serverName = '10.0.0.1'
serverPort = 6789

# Input the message (Alice)
sentence = 'X: ' + input('Input name of client X: ')

# The client initiates the connection and sends its message
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
clientSocket.send(sentence.encode())
print('To Server: ' + sentence)

# Acknowledgement
modifiedSentence = clientSocket.recv(1024)
print('From Server: ' + modifiedSentence.decode())
clientSocket.close()

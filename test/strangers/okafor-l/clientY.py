# Chidi Okafor
# Client Y - sends "Y: Bob" to the server
from socket import *

serverName = '10.0.0.1'     # h1 in mininet
serverPort = 12000

# create TCP socket and connect
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

# wait for me to hit enter so that I can decide which one goes first
raw_text = input('Press enter to send message from client Y ')
sentence = 'Y: Bob'
clientSocket.send(sentence.encode())
print('Sent to server: ' + sentence)

# acknowledgement
modifiedSentence = clientSocket.recv(1024)
print('From Server: ', modifiedSentence.decode())
clientSocket.close()

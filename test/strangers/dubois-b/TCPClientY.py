# TCPClientY.py
# Camille Dubois & Hugo Lefevre
from socket import *
serverName = '10.0.0.1'
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName,serverPort))
# message tape au clavier, on ajoute le nom du client
sentence = input('Entrez le message du client Y : ')
sentence = 'Y: ' + sentence
clientSocket.send(sentence.encode())
print ('Envoye au serveur :', sentence)
# accuse de reception
reponse = clientSocket.recv(1024)
print ('From Server:', reponse.decode())
clientSocket.close()

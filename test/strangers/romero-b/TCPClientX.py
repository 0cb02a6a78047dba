#  TCPClientX.py    cliente X
#  Equipo 4: Lucia Romero / Jose Castillo
from socket import *

serverName = '10.0.0.1'      # h1 en mininet
serverPort = 12000

clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))     # handshake de TCP

sentence = input('Client X, escribe tu mensaje: ')
sentence = 'X: ' + sentence            # ponemos la letra para que el servidor sepa quien es
clientSocket.send(sentence.encode())
print('Mensaje enviado: ' + sentence)

# aqui se espera hasta que el otro cliente tambien mande el suyo
respuesta = clientSocket.recv(1024)
print('From Server: ' + respuesta.decode())
clientSocket.close()

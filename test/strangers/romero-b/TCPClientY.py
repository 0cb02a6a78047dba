#  TCPClientY.py    cliente Y
#  Equipo 4: Lucia Romero / Jose Castillo
from socket import *

serverName = '10.0.0.1'      # h1 en mininet
serverPort = 12000

clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))     # handshake de TCP

sentence = input('Client Y, escribe tu mensaje: ')
sentence = 'Y: ' + sentence            # la letra de este cliente
clientSocket.send(sentence.encode())
print('Mensaje enviado: ' + sentence)

# esperar el acuse de recibo del servidor
respuesta = clientSocket.recv(1024)
print('From Server: ' + respuesta.decode())
clientSocket.close()

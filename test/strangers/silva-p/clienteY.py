# client Y, Thiago Silva
from socket import *
from time import sleep
from random import uniform

SERVIDOR = ('10.0.0.1', 20000)
MENSAGEM = 'Y: Bob'

s = socket(AF_INET, SOCK_STREAM)
s.connect(SERVIDOR)             # TCP connection
print('Conectado')

espera = uniform(3, 9)          # so that sometimes X is first and sometimes Y
print('Espero %.1f segundos' % espera)
sleep(espera)

s.sendall(MENSAGEM.encode('utf-8'))
print('Enviei:', MENSAGEM)
# answer of the server
print('Recebi:', s.recv(1024).decode('utf-8'))
s.close()

# -*- coding: utf-8 -*-
# Trabalho 2 - Redes - Beatriz Pereira
# o mesmo programa serve para X e para Y
import socket

endereco = input('Endereço do servidor [10.0.0.1]: ').strip() or '10.0.0.1'
porta = input('Porta [5555]: ').strip() or '5555'

letra = ''
while letra not in ('X', 'Y'):
    letra = input('Você é o cliente X ou Y? ').strip().upper()

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((endereco, int(porta)))
print('Conectado!')

mensagem = input('Digite a sua mensagem: ')
s.send((letra + '|' + mensagem).encode('utf-8'))     # letra e texto separados por |
print('Enviado: ' + letra + ': ' + mensagem)
print('Aguardando o servidor...')
r = s.recv(2048).decode('utf-8')
print('Resposta do servidor: ' + r)
s.close()

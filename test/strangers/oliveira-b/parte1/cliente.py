# cliente.py   uso: python3 cliente.py X   ou   python3 cliente.py Y
# Ana Oliveira e Tiago Sousa
import socket
import sys

PORTA = 7000

if len(sys.argv) < 2:
    print('falta a letra do cliente: X ou Y')
    sys.exit()
letra = sys.argv[1]

# endereco do servidor; enter = h1 do mininet
servidor = input('Endereco do servidor [10.0.0.1]: ')
if servidor == '':
    servidor = '10.0.0.1'

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)   # TCP
s.connect((servidor, PORTA))
print('ligado ao servidor')

texto = input('Mensagem: ')
msg = letra + ': ' + texto
s.sendall(msg.encode('utf-8'))
print('Enviado:', msg)

# fica aqui a espera do outro cliente
resposta = s.recv(2048).decode('utf-8')
print('Recebido:', resposta)
s.close()

# cliente_chat.py  (extra credit)   uso: python3 cliente_chat.py X
# Ana Oliveira e Tiago Sousa
import os
import socket
import sys
import threading

PORTA = 7001
letra = sys.argv[1]
outro = 'Y' if letra == 'X' else 'X'


def ouvir(s):
    # mostra tudo o que vem do outro cliente
    while True:
        dados = s.recv(2048)
        if not dados:
            break
        print('\n[recebido de ' + outro + '] ' + dados.decode('utf-8'))
    print('chat terminado pelo servidor')
    os._exit(0)


servidor = input('Endereco do servidor [10.0.0.1]: ') or '10.0.0.1'
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((servidor, PORTA))
threading.Thread(target=ouvir, args=(s,), daemon=True).start()
print('pode escrever (Bye para sair)')
while True:
    texto = input()
    if not texto:
        continue
    s.sendall(texto.encode('utf-8'))
    print('[enviado por ' + letra + '] ' + texto)

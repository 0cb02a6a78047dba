# -*- coding: utf-8 -*-
# Trabalho 2 - Redes - Beatriz Pereira
# (answer to the question) We need multithreading because the server should listen
# to the client X and to the client Y in parallel, the function recv stops the program
# until the message comes and we dont know who will send first.

import socket
from threading import Thread, Lock

cadeado = Lock()        # protege a lista
lista = []              # mensagens na ordem que chegaram

def atender(con):
    dados = con.recv(2048).decode('utf-8')
    letra, texto = dados.split('|', 1)
    cadeado.acquire()
    lista.append((letra, texto))
    print('Recebido do cliente ' + letra + ': ' + texto)
    cadeado.release()

porta = input('Porta do servidor [5555]: ')
if porta == '':
    porta = '5555'

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('0.0.0.0', int(porta)))
s.listen(5)
print('Servidor esperando 2 clientes...')

# primeiro aceita os dois
con1, end1 = s.accept()
print('Primeiro cliente conectado', end1)
con2, end2 = s.accept()
print('Segundo cliente conectado', end2)

t1 = Thread(target=atender, args=(con1,))
t2 = Thread(target=atender, args=(con2,))
t1.start()
t2.start()
t1.join()   # espera as duas mensagens
t2.join()

resposta = '%s: %s received before %s: %s' % (lista[0][0], lista[0][1], lista[1][0], lista[1][1])
print('Enviando para os dois clientes: ' + resposta)
con1.send(resposta.encode('utf-8'))
con2.send(resposta.encode('utf-8'))

con1.close()
con2.close()
s.close()
print('Fim.')

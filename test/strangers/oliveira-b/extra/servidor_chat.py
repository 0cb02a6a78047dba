# servidor_chat.py  (extra credit)
# Ana Oliveira e Tiago Sousa
#
# Porque threads: no chat qualquer um pode falar a qualquer momento, por isso
# cada cliente tem uma thread que le dele e escreve no outro.

import socket
import threading

PORTA = 7001


def passa(origem, destino, nome):
    # le do cliente 'origem' e manda para o 'destino' ate vir um Bye
    while True:
        try:
            dados = origem.recv(2048)
        except OSError:
            break
        if not dados:
            break
        texto = dados.decode('utf-8')
        print(nome, 'disse:', texto)
        try:
            destino.sendall(dados)
        except OSError:
            break
        if texto.strip() == 'Bye':
            break
    # acabou para um acabou para os dois (o shutdown acorda a outra thread)
    for c in (origem, destino):
        try:
            c.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', PORTA))
s.listen(2)
print('chat a espera de 2 clientes')
a, end = s.accept()
print('entrou', end)
b, end = s.accept()
print('entrou', end)
t1 = threading.Thread(target=passa, args=(a, b, 'cliente 1'))
t2 = threading.Thread(target=passa, args=(b, a, 'cliente 2'))
t1.start()
t2.start()
t1.join()
t2.join()
a.close()
b.close()
s.close()
print('chat terminado')

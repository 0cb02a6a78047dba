# servidor.py
# Ana Oliveira e Tiago Sousa
#
# Porque e preciso multithreading:
#   O servidor nao sabe qual dos clientes vai escrever primeiro. Se usar so uma thread
#   fica bloqueado no recv de um deles e o outro tem que esperar. Com duas threads, cada uma
#   espera o seu cliente, e a que acordar primeiro guarda a mensagem primeiro. As threads
#   partilham a lista 'chegada' com uma Condition (lock + wait/notify), para depois as
#   DUAS poderem responder aos seus clientes com a mesma frase.

import socket
import threading

PORTA = 7000

chegada = []                         # mensagens pela ordem que chegaram
cond = threading.Condition()
ligados = 0                          # quantos clientes ja ligaram


def trata_cliente(con, end):
    # 1) esperar que os dois estejam ligados antes de ler
    with cond:
        while ligados < 2:
            cond.wait()

    # 2) ler a mensagem (formato "X: texto")
    msg = con.recv(2048).decode('utf-8').strip()
    with cond:
        chegada.append(msg)
        print('recebi de', end[0], '=>', msg)
        cond.notify_all()
        # 3) esperar pela mensagem do outro
        while len(chegada) < 2:
            cond.wait()

    # 4) responder
    resposta = f'{chegada[0]} received before {chegada[1]}'
    con.sendall(resposta.encode('utf-8'))
    print('enviei para', end[0], '=>', resposta)
    con.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', PORTA))
s.listen(5)
print('Servidor a espera na porta', PORTA)

threads = []
for i in range(2):
    con, end = s.accept()
    print('ligou-se', end)
    t = threading.Thread(target=trata_cliente, args=(con, end))
    t.start()
    threads.append(t)
    with cond:
        ligados += 1
        cond.notify_all()

for t in threads:
    t.join()
s.close()
print('fim')

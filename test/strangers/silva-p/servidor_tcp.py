# Aluno: Thiago Silva
#
# Multithreading is needed because two clients send to the server at the same time
# and a server with one thread would be blocked in the recv of the first client.
# With threads the two recv's happen in parallel. A lock is needed
# because the two threads use the same list.

from socket import *
from threading import Thread, Lock

lock = Lock()
lista = []      # list of the messages, shared

def atende(conn, numero):
    # only one thread at the time can use the shared list!
    lock.acquire()
    try:
        msg = conn.recv(1024).decode('utf-8')
        print('Thread', numero, 'recebeu:', msg)
        lista.append(msg)
    finally:
        lock.release()

server = socket(AF_INET, SOCK_STREAM)
server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
server.bind(('0.0.0.0', 20000))
server.listen(2)
print('Servidor na porta 20000')

# first accept the two clients
conexoes = []
for n in (1, 2):
    conn, ender = server.accept()
    print('Cliente', n, 'conectado', ender)
    conexoes.append(conn)

# then one thread for each client
threads = []
for n, conn in enumerate(conexoes, 1):
    t = Thread(target=atende, args=(conn, n))
    threads.append(t)
    t.start()
# wait for the threads
for t in threads:
    t.join()

# tell to both what came first
resposta = '{} received before {}'.format(lista[0], lista[1])
for conn in conexoes:
    conn.sendall(resposta.encode('utf-8'))
    print('Enviado:', resposta)
    conn.close()
server.close()

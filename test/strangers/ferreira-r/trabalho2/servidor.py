# Trabalho 2 - Redes de Computadores - Ines Ferreira (n. 98231)
#
# Porque e' que precisamos de varias threads?
#   Porque receber() bloqueia ate chegar alguma coisa. So' com uma thread por cliente e' que o servidor
#   consegue estar a espera dos dois ao mesmo tempo e saber qual das mensagens chegou primeiro. A ordem
#   fica numa lista partilhada; a segunda thread a escrever acorda a thread principal com um Event.
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from protocolo import PORTA, enviar, receber

ordem = []                    # partilhada entre as threads
trinco = threading.Lock()
chegaram_as_duas = threading.Event()


def tratar(sock):
    """Corre numa thread da pool: recebe uma mensagem e regista a ordem."""
    mensagem = receber(sock)
    with trinco:
        ordem.append(mensagem)
        print("recebi em", len(ordem), "o lugar ->", mensagem)
        if len(ordem) == 2:
            chegaram_as_duas.set()


with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as escuta:
    escuta.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    escuta.bind(("", PORTA))
    escuta.listen(2)
    print("Servidor pronto na porta", PORTA)

    # aceitar os dois primeiro, e so' depois ler
    ligacoes = [escuta.accept()[0] for _ in range(2)]
    print("Os dois clientes estao ligados")

    with ThreadPoolExecutor(max_workers=2) as pool:
        for l in ligacoes:
            pool.submit(tratar, l)
        chegaram_as_duas.wait()

    resposta = f"{ordem[0]} recebida antes de {ordem[1]}"
    for l in ligacoes:
        enviar(l, resposta)        # a mesma resposta para os dois
        l.close()
    print("enviei aos dois ->", resposta)

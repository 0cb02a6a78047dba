#!/usr/bin/python3
# CST311 devoir 2 - Camille Dubois
#
# Pourquoi le multithreading / why multithreading:
#   The calls accept() and recv() are blocking. When the server waits for the
#   message of X it sleeps, and the message of Y would be noticed only later.
#   A thread per client lets the operating system wake the right one as soon
#   as its message arrives, so we know the true order.

import socket
import threading
from reglages import PORT, TAILLE

verrou = threading.Lock()
premier = None                          # lettre + texte du premier message
deuxieme = None
les_deux = threading.Barrier(2)         # les deux clients sont connectés
fini = threading.Barrier(2)             # les deux messages sont arrivés


def servir(prise):
    """Sert un client : attend l'autre, lit, note l'ordre, répond."""
    global premier, deuxieme
    les_deux.wait()                     # on ne lit rien avant
    prise.sendall(b"GO")
    message = prise.recv(TAILLE).decode()
    with verrou:
        if premier is None:
            premier = message
        else:
            deuxieme = message
    print("reçu    <-", message)
    fini.wait()                         # l'autre thread doit avoir lu aussi
    reponse = premier + " received before " + deuxieme
    prise.sendall(reponse.encode())
    print("envoyé  ->", message[0], ":", reponse)
    prise.close()


ecoute = socket.socket()
ecoute.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ecoute.bind(("", PORT))
ecoute.listen()
print("serveur prêt, port", PORT)
for i in (1, 2):
    prise, qui = ecoute.accept()
    print("connexion", i, "de", qui[0])
    threading.Thread(target=servir, args=(prise,)).start()
ecoute.close()

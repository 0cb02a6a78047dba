"""
TP2 - client.   Exemple :  python3 client.py --hote 10.0.0.1 --nom X
Tapez Bye pour quitter.
"""
import argparse
import socket
import sys
import threading


def ecouter(sock, nom):
    # thread de reception : affiche tout ce qui vient du serveur
    for ligne in sock.makefile("r", encoding="utf-8"):
        print("[recu] " + ligne.rstrip("\n"), flush=True)
    print("connexion fermee par le serveur")
    # input() bloque encore dans le thread principal, on sort brutalement
    sys.stdout.flush()
    import os
    os._exit(0)


ap = argparse.ArgumentParser()
ap.add_argument("--hote", default="127.0.0.1", help="adresse du serveur")
ap.add_argument("--port", type=int, default=9800)
ap.add_argument("--nom", required=True, choices=["X", "Y"])
o = ap.parse_args()

sock = socket.create_connection((o.hote, o.port))
sock.sendall((o.nom + "\n").encode())          # on se presente
t = threading.Thread(target=ecouter, args=(sock, o.nom))
t.start()

# boucle clavier
while True:
    try:
        texte = input()
    except EOFError:
        break
    if not texte:
        continue
    sock.sendall((texte + "\n").encode("utf-8"))
    print("[envoye] %s: %s" % (o.nom, texte), flush=True)
    if texte.lower() == "bye":
        break
t.join()

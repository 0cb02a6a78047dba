#!/usr/bin/python3
# CST311 devoir 2 - Camille Dubois
# client.py --lettre=X [--serveur=ADRESSE]
import getopt
import socket
import sys
from reglages import ADRESSE_SERVEUR, PORT, TAILLE

lettre = None
serveur = ADRESSE_SERVEUR
# les options de la ligne de commande
options, reste = getopt.getopt(sys.argv[1:], "l:s:", ["lettre=", "serveur="])
for o, v in options:
    if o in ("-l", "--lettre"):
        lettre = v
    elif o in ("-s", "--serveur"):
        serveur = v
if lettre is None:
    sys.exit("il manque --lettre=X ou --lettre=Y")

prise = socket.create_connection((serveur, PORT))
print("connecté, j'attends l'autre client...")
prise.recv(2)                           # "GO"
texte = input("message de " + lettre + " : ")
message = lettre + ": " + texte
prise.sendall(message.encode())
print("envoyé :", message)
print("reçu   :", prise.recv(TAILLE).decode())
prise.close()

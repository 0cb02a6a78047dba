"""Gemeinsamer Code von Client X und Client Y (Schneider / Haas)."""
import argparse
import os
import socket


def starte(buchstabe):
    """Verbinden, auf GO warten, Nachricht senden, Antwort ausgeben."""
    p = argparse.ArgumentParser()
    # ohne Angabe: Umgebungsvariable PA2_SERVER, sonst h1
    p.add_argument("--host", default=os.environ.get("PA2_SERVER", "10.0.0.1"))
    p.add_argument("-p", "--port", type=int, default=6789)
    a = p.parse_args()

    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((a.host, a.port))
    datei = s.makefile("r", encoding="utf-8")
    print("Verbunden, warte auf den anderen Client ...")

    go = datei.readline().strip()          # der Server schickt GO sobald beide da sind
    print("Vom Server: " + go)

    nachricht = buchstabe + ": " + input("Nachricht von Client " + buchstabe + "> ")
    s.sendall((nachricht + "\n").encode("utf-8"))
    print("Gesendet: " + nachricht)

    antwort = datei.readline().strip()
    print("Vom Server: " + antwort)
    s.close()

#!/usr/bin/env python3
"""PA2 - Server.   Team: Jonas Schneider, Miriam Haas

Warum brauchen wir Multithreading?
----------------------------------
Der Server muss feststellen, welche der beiden Nachrichten ZUERST ankommt. Ein
einzelner Thread kann nur an einem Socket in recv() blockieren. Waere das zufaellig
der langsamere Client, dann wuerde die Nachricht vom schnelleren zwar im Puffer liegen,
der Server wuerde sie aber erst als zweites lesen und eine falsche Reihenfolge melden.
Deshalb hat jeder Client einen eigenen Thread. Beide Threads legen ihre Nachricht in
eine gemeinsame Queue (thread-safe), der Haupt-Thread holt sie in der Reihenfolge der
Ankunft wieder raus.
"""
import argparse
import queue
import socket
import threading

parser = argparse.ArgumentParser()
parser.add_argument("-p", "--port", type=int, default=6789)
args = parser.parse_args()

eingang = queue.Queue()        # gemeinsame Daten von allen Threads


def empfange(verbindung, adresse):
    """Laeuft im Thread: eine Zeile lesen und in die Queue legen."""
    datei = verbindung.makefile("r", encoding="utf-8")
    zeile = datei.readline().rstrip("\n")
    eingang.put(zeile)
    print("[%s:%d] empfangen: %s" % (adresse[0], adresse[1], zeile))


def main():
    lauscher = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    lauscher.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    lauscher.bind(("", args.port))
    lauscher.listen(2)
    print("Server laeuft auf Port", args.port)

    # Schritt 1: auf beide Clients warten (Kriterium 5)
    verbindungen = []
    while len(verbindungen) < 2:
        v, adr = lauscher.accept()
        print("verbunden mit", adr)
        verbindungen.append((v, adr))

    # Schritt 2: beiden Bescheid sagen, dass sie jetzt schreiben duerfen
    for v, adr in verbindungen:
        v.sendall(b"GO\n")
        print("gesendet: GO")

    # Schritt 3: ein Thread pro Client
    threads = [threading.Thread(target=empfange, args=paar) for paar in verbindungen]
    for t in threads:
        t.start()
    erste = eingang.get()
    zweite = eingang.get()
    for t in threads:
        t.join()

    # Schritt 4: Antwort an beide
    antwort = "%s received before %s" % (erste, zweite)
    for v, adr in verbindungen:
        v.sendall((antwort + "\n").encode("utf-8"))
        print("[%s:%d] gesendet: %s" % (adr[0], adr[1], antwort))
        v.close()
    lauscher.close()


if __name__ == "__main__":
    main()

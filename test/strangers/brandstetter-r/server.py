#!/usr/bin/env python3
# Rechnernetze Uebung 2 - Server
# Lena Brandstetter
#
# Warum brauche ich Multithreading?
# recv() blockiert. Wenn der Server nur einen Thread haette, muesste er sich entscheiden, auf
# welchen Client er zuerst wartet, und dann waere dieser Client immer "der Erste", auch wenn der
# andere schon laengst geschrieben hat. Mit einem Thread pro Client warten beide recv() gleichzeitig,
# und wer zuerst etwas bekommt, traegt sich zuerst in die gemeinsame Liste ein (mit Lock!).

import socket
import threading

ADRESSE = "10.0.0.1"     # h1 in Mininet, bei Bedarf aendern
PORT = 12012

eingang = []                       # gemeinsame Daten: (buchstabe, nachricht) in Reihenfolge des Eintreffens
eingang_sperre = threading.Lock()
treffpunkt = threading.Barrier(2)  # beide Threads muessen hier ankommen, bevor die Antwort verschickt wird


def bediene(verbindung, absender):
    # ein Thread pro Client
    daten = verbindung.recv(1024).decode()
    # Format ist  Buchstabe|Nachricht
    buchstabe, nachricht = daten.split("|", 1)
    with eingang_sperre:
        eingang.append((buchstabe, nachricht))
        print(f"Nachricht Nr. {len(eingang)} von Client {buchstabe} {absender}: {nachricht}")

    # warten, bis auch der andere Client geschrieben hat
    treffpunkt.wait()

    (b1, n1), (b2, n2) = eingang
    antwort = f"{b1}: {n1} received before {b2}: {n2}"
    verbindung.sendall(antwort.encode())
    print(f"An Client {buchstabe} gesendet: {antwort}")
    verbindung.close()


def hauptprogramm():
    horcher = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    horcher.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    horcher.bind((ADRESSE, PORT))
    horcher.listen(2)
    print("Server wartet auf X und Y ...")

    # erst BEIDE Verbindungen annehmen (Punkt 5), dann erst die Threads starten
    v1, a1 = horcher.accept()
    print("erste Verbindung:", a1)
    v2, a2 = horcher.accept()
    print("zweite Verbindung:", a2)

    faeden = [threading.Thread(target=bediene, args=(v1, a1)),
              threading.Thread(target=bediene, args=(v2, a2))]
    for f in faeden:
        f.start()
    for f in faeden:
        f.join()
    horcher.close()
    print("Fertig, beide Clients haben ihre Bestaetigung.")


hauptprogramm()

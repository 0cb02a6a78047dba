#!/usr/bin/env python3
"""
Zadanie 2 - sieci komputerowe, Michal Kowalczyk

uruchamianie:
    python3 projekt.py serwer
    python3 projekt.py klient X
    python3 projekt.py klient Y

Po co watki: serwer musi czekac na wiadomosci od dwoch klientow jednoczesnie, a recv() blokuje.
Gdyby byl jeden watek, to serwer zobaczylby wiadomosc drugiego klienta dopiero po pierwszym i nie
mozna by powiedziec, ktora przyszla wczesniej. Watki wspoldziela liste self.kolejnosc.
"""
import socket
import sys
import threading
import time

HOST = "10.0.0.1"
PORT = 20022


class Serwer:
    def __init__(self):
        self.kolejnosc = []
        self.zamek = threading.Lock()
        self.gniazda = []

    def obsluz(self, gniazdo):
        # kazdy klient ma swoj watek
        dane = gniazdo.recv(1024).decode("utf-8").strip()
        with self.zamek:
            self.kolejnosc.append(dane)
        print("Serwer odebral:", dane)
        # czekamy na druga wiadomosc
        while len(self.kolejnosc) < 2:
            time.sleep(0.1)
        odp = self.kolejnosc[0] + " odebrano przed " + self.kolejnosc[1]
        gniazdo.sendall((odp + "\n").encode("utf-8"))
        print("Serwer wyslal:", odp)
        gniazdo.close()

    def start(self):
        g = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        g.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        g.bind((HOST, PORT))
        g.listen(2)
        print("Serwer dziala na", HOST, PORT)
        watki = []
        # przyjmujemy dwoch klientow, dla kazdego uruchamiamy watek
        for i in range(2):
            gn, adres = g.accept()
            print("Polaczono z", adres)
            w = threading.Thread(target=self.obsluz, args=(gn,))
            w.start()
            watki.append(w)
        for w in watki:
            w.join()
        g.close()


def klient(litera):
    g = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    g.connect((HOST, PORT))
    tekst = input("Podaj wiadomosc (klient %s): " % litera)
    # wysylamy "X: tekst"
    g.sendall((litera + ": " + tekst + "\n").encode("utf-8"))
    print("Wyslano:", tekst)
    print("Odpowiedz serwera:", g.recv(1024).decode("utf-8").strip())
    g.close()


if __name__ == "__main__":
    if len(sys.argv) >= 2 and sys.argv[1] == "serwer":
        Serwer().start()
    elif len(sys.argv) == 3 and sys.argv[1] == "klient":
        klient(sys.argv[2].upper())
    else:
        print(__doc__)

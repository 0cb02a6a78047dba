# Lukas Wagner
# Server fuer Assignment 2, basiert auf dem Echo Server aus der Vorlesung
#
# Multithreading: der Server braucht fuer jeden Client einen Thread weil recv() blockiert.
# Ohne Threads wuerde er immer erst den einen und dann den anderen lesen und man wuesste nicht
# wer wirklich zuerst geschickt hat.

from socket import *
import threading

serverPort = 12345
clients = []
nachrichten = []
lock = threading.Lock()


def clientThread(connectionSocket):
    # Nachricht vom Client holen
    msg = connectionSocket.recv(1024).decode()
    with lock:
        nachrichten.append(msg)
        print("Empfangen:", msg)


serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(('', serverPort))
serverSocket.listen(1)
print("Der Server ist bereit")

while True:
    connectionSocket, addr = serverSocket.accept()
    print("Verbunden:", addr)
    clients.append(connectionSocket)
    # erst wenn beide da sind gehts los
    if len(clients) == 2:
        t1 = threading.Thread(target=clientThread, args=(clients[0],))
        t2 = threading.Thread(target=clientThread, args=(clients[1],))
        t1.start()
        t2.start()
        t1.join()
        t2.join()
        # Reihenfolge in der Liste = Reihenfolge der Ankunft
        antwort = nachrichten[0] + " received before " + nachrichten[1]
        print("Sende:", antwort)
        for c in clients:
            c.send(antwort.encode())
            c.close()
        serverSocket.close()

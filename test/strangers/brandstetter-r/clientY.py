# Client Y
import socket

ADRESSE = "10.0.0.1"
PORT = 12012
ICH = "Y"

# TCP-Verbindung zum Server aufbauen
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ADRESSE, PORT))

# Nachricht von der Tastatur lesen und abschicken
text = input("Nachricht von Client " + ICH + " eingeben: ")
s.send((ICH + "|" + text).encode())
print("Gesendet: " + text)

# hier wird gewartet bis der Server die Reihenfolge weiss
print("Antwort vom Server: " + s.recv(1024).decode())
s.close()

# Lukas Wagner
# ein Client fuer beide, X und Y
from socket import *

# IP der Mininet VM
serverName = '192.168.56.101'
serverPort = 12345

name = input("Name (X oder Y): ")
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

text = input("Nachricht: ")
nachricht = name + ": " + text
clientSocket.send(nachricht.encode())
print("Gesendet:", nachricht)

# Antwort vom Server
antwort = clientSocket.recv(1024)
print("Vom Server:", antwort.decode())
clientSocket.close()

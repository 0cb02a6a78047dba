# TCPServerThreads.py
# Camille Dubois & Hugo Lefevre
#
# Pourquoi le multithreading ?
# Le serveur du cours traite un seul client a la fois : pendant qu'il est bloque dans
# recv() il ne peut pas s'occuper de l'autre. Ici il y a deux clients en meme temps, donc on
# cree un thread par client et chaque thread attend le message de son client. Les threads
# partagent le dictionnaire "messages".

from socket import *
import threading

serverPort = 12000
messages = {}          # numero du client -> son message
verrou = threading.Lock()


def recevoir(connectionSocket, numero):
     # un thread par client
     sentence = connectionSocket.recv(1024).decode()
     verrou.acquire()
     messages[numero] = sentence
     verrou.release()
     print ('Recu du client numero', numero, ':', sentence)


serverSocket = socket(AF_INET,SOCK_STREAM)
serverSocket.bind(('',serverPort))
serverSocket.listen(2)
print ('The server is ready to receive')

# on accepte les deux clients
sockets = []
for numero in range(2):
     connectionSocket, addr = serverSocket.accept()
     print ('Client numero', numero, 'connecte', addr)
     sockets.append(connectionSocket)

# ensuite on lance les threads
threads = []
for numero in range(2):
     t = threading.Thread(target=recevoir, args=(sockets[numero], numero))
     threads.append(t)
     t.start()
for t in threads:
     t.join()

# le client 0 est arrive en premier, le client 1 en deuxieme
reponse = messages[0] + " received before " + messages[1]
print ('Envoye aux clients :', reponse)
for connectionSocket in sockets:
     connectionSocket.send(reponse.encode())
     connectionSocket.close()
serverSocket.close()

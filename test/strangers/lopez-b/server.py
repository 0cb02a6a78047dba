#!/usr/bin/env python
# Sofia Lopez / Diego Herrera
# multithreading: se necesita porque el server tiene que escuchar a los dos clientes en paralelo.
# si no hay threads, el recv del primer cliente bloquea al segundo y nunca sabriamos cual
# de los dos mensajes llego primero, solo sabriamos cual leimos primero.

try:
	import thread
except ImportError:
	import _thread as thread
from socket import *
import time

serverPort = 12000
order = []		# aqui los threads ponen sus mensajes
lock = thread.allocate_lock()

def clientThread(connectionSocket):
	sentence = connectionSocket.recv(1024).decode()
	lock.acquire()
	order.append(sentence)
	print ("Received: %s" % sentence)
	lock.release()

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(("", serverPort))
serverSocket.listen(2)
print ("The server is ready to receive")

# los dos clientes tienen que estar conectados antes de leer
c1, addr1 = serverSocket.accept()
print ("connected %s" % str(addr1))
c2, addr2 = serverSocket.accept()
print ("connected %s" % str(addr2))

thread.start_new_thread(clientThread, (c1,))
thread.start_new_thread(clientThread, (c2,))

# no hay join en el modulo thread, entonces esperamos
while len(order) < 2:
	time.sleep(0.5)

result = "%s received before %s" % (order[0], order[1])
c1.send(result.encode())
c2.send(result.encode())
print ("Sent: %s" % result)
c1.close()
c2.close()
serverSocket.close()

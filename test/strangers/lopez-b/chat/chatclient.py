#!/usr/bin/env python
# Sofia Lopez / Diego Herrera
# EXTRA CREDIT chat client
import threading
from socket import *

name = input("Name (X or Y): ")
ip = input("IP of server: ")
s = socket(AF_INET, SOCK_STREAM)
s.connect((ip, 12001))

# thread que imprime lo que llega
def listen():
	while True:
		msg = s.recv(1024).decode()
		print ("Received: %s" % msg)

t = threading.Thread(target=listen)
t.start()
while True:
	text = input()
	msg = "%s: %s" % (name, text)
	s.send(msg.encode())
	print ("Sent: %s" % msg)

#!/usr/bin/env python
# Sofia Lopez / Diego Herrera
# EXTRA CREDIT chat server
import threading
from socket import *

s = socket(AF_INET, SOCK_STREAM)
s.bind(("", 12001))
s.listen(2)
print ("chat server ready")
x, addr = s.accept()
print ("first client %s" % str(addr))
y, addr = s.accept()
print ("second client %s" % str(addr))

# pasa los mensajes de uno al otro
def relay(a, b):
	while True:
		msg = a.recv(1024)
		b.send(msg)
		print ("relay: %s" % msg.decode())
		# TODO: Bye

t = threading.Thread(target=relay, args=(x, y))
t.start()
relay(y, x)

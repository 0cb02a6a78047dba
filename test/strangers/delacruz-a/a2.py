# Marco Dela Cruz
# assignment 2

import socket, sys, threading, time

PORT = 8888
conns = []
got = []
L = threading.Lock()

def handle(c):
	global got
	while len(conns) < 2:
		time.sleep(0.05)
	m = c.recv(1024).decode()
	L.acquire()
	got.append(m)
	L.release()
	print("received:", m)

def server():
	s = socket.socket()
	s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
	s.bind(("", PORT))
	s.listen(2)
	print("waiting")
	for i in range(2):
		c, a = s.accept()
		print("connected", a)
		t = threading.Thread(target=handle, args=(c,))
		t.start()
		conns.append(c)
	while len(got) < 2:
		time.sleep(0.05)
	if got[0].startswith("X"):
		r = "X: Alice received before Y: Bob"
	else:
		r = "Y: Bob received before X: Alice"
	for c in conns:
		c.send(r.encode())
		print("sent:", r)
		c.close()
	s.close()

def client(name, ip):
	if name == "X":
		m = "X: Alice"
	else:
		m = "Y: Bob"
	s = socket.socket()
	s.connect((ip, PORT))
	input("press enter to send")
	s.send(m.encode())
	print("sent:", m)
	r = s.recv(1024).decode()
	print("received:", r)
	s.close()

mode = sys.argv[1]
if mode == "server":
	server()
elif mode in ("X", "Y"):
	client(mode, sys.argv[2])
else:
	print("a2.py server | X ip | Y ip")

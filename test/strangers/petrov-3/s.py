import socket, threading

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('0.0.0.0', 9999))
s.listen(2)
print('ready')
l = []

def f(c):
    d = c.recv(1024).decode()
    l.append(d)
    print('recv', d)

c1, a1 = s.accept()
c2, a2 = s.accept()
t1 = threading.Thread(target=f, args=(c1,))
t2 = threading.Thread(target=f, args=(c2,))
t1.start()
t2.start()
t1.join()
t2.join()
r = l[0] + ' received before ' + l[1]
print('send', r)
c1.send(r.encode())
c2.send(r.encode())
c1.close()
c2.close()

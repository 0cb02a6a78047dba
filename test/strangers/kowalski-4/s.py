from socket import *
from threading import Thread, Event

s = socket()
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind(('0.0.0.0', 2222))
s.listen()
c = [s.accept()[0], s.accept()[0]]
print('2 clients')
m = []

def f(k):
    d = k.recv(100).decode()
    m.append(d)
    print('in', d)

t = [Thread(target=f, args=(k,)) for k in c]
for x in t:
    x.start()
for x in t:
    x.join()
r = '%s received before %s' % (m[0], m[1])
for k in c:
    k.send(r.encode())
    print('out', r)
    k.close()

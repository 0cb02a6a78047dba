# Threads are necessary since recv is blocking: let t_X, t_Y be the times of arrival.
# A single thread observes only one of them without delay, so it cannot compare t_X < t_Y.
from socket import *
from threading import *
from sys import argv
n = int(argv[1]) if len(argv) > 1 else 31415
s = socket()
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind(('', n)); s.listen(2)
C = [s.accept()[0] for _ in 'XY']
L, K = [], Lock()
def f(c):
    m = c.recv(999).decode()
    with K: L.append(m)
    print('<', m)
T = [Thread(target=f, args=(c,)) for c in C]
for t in T: t.start()
for t in T: t.join()
a, b = L
r = a + ' received before ' + b
for c in C:
    c.send(r.encode()); print('>', r)
    c.close()

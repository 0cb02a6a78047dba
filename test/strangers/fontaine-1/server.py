import socket
from concurrent.futures import ThreadPoolExecutor, wait

msgs = []

def job(c):
    n = c.recv(1)
    t = c.recv(500).decode().strip()
    msgs.append((n.decode(), t))
    print(n.decode(), "sent", t)

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 2222))
s.listen(2)
a, _ = s.accept()
b, _ = s.accept()
print("both here")

with ThreadPoolExecutor(max_workers=2) as ex:
    wait([ex.submit(job, a), ex.submit(job, b)])

r = "%s: %s received before %s: %s" % (msgs[0] + msgs[1])
print("sending", r)
a.send(r.encode())
b.send(r.encode())
a.close()
b.close()

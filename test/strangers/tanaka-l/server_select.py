# CST311 PA2  Yuki Tanaka
#
# Why multithreading is needed: recv() on one client blocks, and while it blocks the server can
# not see whether the other client has already sent something. So you need either one thread per
# client or something that watches both sockets at once. I used select(), which gives the
# "multi" part inside a single thread; data can be shared without any locks.

import select
import socket

port = 6789
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", port))
listener.listen(2)

# step 1: two connections
socks = []
while len(socks) != 2:
    c, a = listener.accept()
    print("accepted", a)
    socks.append(c)

# let the clients know that everybody is here
for c in socks:
    c.sendall(b"READY")
print("server -> both: READY")

# step 2: whoever has data first is first
arrived = []
waiting = list(socks)
while waiting:
    readable, _, _ = select.select(waiting, [], [])
    for c in readable:
        m = c.recv(1024).decode()
        print("client -> server:", m)
        arrived.append(m)
        waiting.remove(c)     # one message per client

# step 3: the answer
ack = arrived[0] + " received before " + arrived[1]
for c in socks:
    c.sendall(ack.encode())
    c.close()
print("server -> both:", ack)

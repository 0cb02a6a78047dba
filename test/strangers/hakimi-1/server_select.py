# Assignment 2 server, Omid Hakimi
#
# About multithreading: normally a server like this needs threads, as recv() blocks and
# the server can't know which of the clients is going to send first. I use the selectors module
# instead, the OS tells me which socket has data, so one thread is enough
# and no locks are needed.
import selectors
import socket

sel = selectors.DefaultSelector()
l = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
l.bind(('0.0.0.0', 7777))
l.listen(2)
print('listening')

# accept two clients, nothing is read here
conns = []
for name in ('1st', '2nd'):
    c, a = l.accept()
    print(name, 'client is', a)
    conns.append(c)

# register both for reading
for c in conns:
    sel.register(c, selectors.EVENT_READ)

order = []
while len(order) < 2:
    for key, ev in sel.select():
        text = key.fileobj.recv(1024).decode()
        print('got:', text)
        order.append(text)
        # each client only sends one message
        sel.unregister(key.fileobj)

# reply to both
reply = order[0] + ' received before ' + order[1]
for c in conns:
    c.sendall(reply.encode())
    print('sent:', reply)
    c.close()
l.close()

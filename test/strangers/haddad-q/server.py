# server.py  -  Assignment #2  -  Rami Haddad
import select
import socket

PORT = 7070            # change here if the port is in use

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", PORT))
listener.listen(2)
print("server: waiting for X and Y")

# both have to be connected before anything is read
socks = []
for _ in range(2):
    s, a = listener.accept()
    print("server: connection from", a[0])
    socks.append(s)

order = []             # messages, first one first
pending = list(socks)  # those who did not send yet
while pending:
    # select returns the sockets that have data for us
    readable, _, _ = select.select(pending, [], [])
    for s in readable:
        m = s.recv(512).decode().strip()
        order.append(m)
        pending.remove(s)
        print("server: received", repr(m))

answer = "%s received before %s" % tuple(order)
for s in socks:
    s.sendall(answer.encode())
print("server: sent to both", repr(answer))

# chat. every message from one goes to the other one
running = True
while running:
    readable, _, _ = select.select(socks, [], [])
    for s in readable:
        m = s.recv(512).decode().strip()
        if not m:                      # closed
            running = False
            break
        print("server: received", repr(m))
        other = socks[1] if s is socks[0] else socks[0]
        other.sendall(m.encode())
        print("server: relayed", repr(m))
        if m.split(": ")[-1] == "Bye":
            running = False
            break

for s in socks:
    s.close()
print("server: finished")

# srv.py   T. Whitfield   CST311 HW2
import select
import socket
import sys

PORT = int(sys.argv[1])

ls = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
ls.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ls.bind(("", PORT))
ls.listen(2)
print("listening", PORT)

# get both clients in first
names = {}
for _ in range(2):
    c, a = ls.accept()
    print("connected", a)
    names[c] = None

msgs = []
# select gives us whichever socket has data
while len(msgs) < 2:
    r, _, _ = select.select(list(names), [], [])
    for c in r:
        data = c.recv(512).decode()
        if not data:
            print("client gone")
            sys.exit(1)
        # first char is the letter, rest is the message
        if names[c] is None:
            names[c] = data[0]
            msgs.append(f"{data[0]}: {data[1:]}")
            print("got", msgs[-1])
        else:
            print("ignored extra", data)

reply = msgs[0] + " received before " + msgs[1]
for c in names:
    c.send(reply.encode())
print("sent", reply)

# extra credit (work in progress): relay x->y and y->x
# TODO the Bye
while True:
    r, _, _ = select.select(list(names), [], [])
    for c in r:
        data = c.recv(512)
        if not data:
            sys.exit(0)
        print(names[c], "->", data.decode())
        for other in names:
            if other is not c:
                other.send(data)

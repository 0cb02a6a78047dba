# PA2 - server                                           Piotr Kowalczyk
# threads are needed because: conn.recv() blocks, two clients -> two recv() at once -> two threads.
# The threads put what they got in ONE queue (queue.Queue is thread safe), and the main thread takes it out,
# so order in the queue = order in which messages came.
import socket, threading, queue

q = queue.Queue()

def reader(i, conn):
    """reads from client number i forever and puts (i, text) in the queue"""
    while True:
        try:
            d = conn.recv(4096)
        except OSError:
            d = b''
        if not d:
            q.put((i, None))   # None = client is gone
            return
        q.put((i, d.decode()))

ls = socket.socket()
ls.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ls.bind(('', 31100))
ls.listen(2)
conns = [ls.accept()[0], ls.accept()[0]]     # both first
print('both connected')

# only now start to read
for i, c in enumerate(conns):
    threading.Thread(target=reader, args=(i, c), daemon=True).start()

def to_all(t):
    print('>>', t)
    for c in conns:
        c.sendall(t.encode())

# 1) first message of each client. They introduce themselves: "X: Alice"
first = {}
while len(first) < 2:
    i, t = q.get()
    if t is None:
        raise SystemExit('a client left too early')
    print('<<', t)
    first.setdefault(i, t)     # dict keeps the insertion order (python 3.7+)
a, b = first.values()
to_all(a + ' received before ' + b)

# 2) chat: whatever comes from i goes to 1-i
letter = {i: t[0] for i, t in first.items()}
alive = 2
while alive:
    i, t = q.get()
    if t is None:
        alive -= 1
        continue
    print('<<', letter[i] + ':', t)
    try:
        conns[1 - i].sendall((letter[i] + ': ' + t).encode())
    except OSError:
        pass # other one has left
# TODO bye

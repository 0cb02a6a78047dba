'''
Tunde Oyelaran  /  CST311 Spring  /  Assignment #2

WHY MULTITHREADING:
The accept() and recv() functions stop the program until something arrives. With two clients we
don't know who will talk first, so each client gets its own thread. The threads put what they
get into one queue (queue.Queue is thread safe) and the main thread takes it out in order.
'''
import socket, threading, queue, sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 9311

inbox = queue.Queue()           # shared data: threads -> main


def reader(sock):
    """Runs once per client. Reads one line like  X: Alice  and queues it."""
    line = sock.makefile('r').readline().rstrip('\n')
    inbox.put(line)


listener = socket.create_server(('0.0.0.0', PORT))
print('[server] listening on port', PORT)

clients = []
while len(clients) < 2:                         # both must be here before any thread reads
    s, who = listener.accept()
    print('[server] connection', len(clients) + 1, 'from', who[0])
    clients.append(s)

for s in clients:
    threading.Thread(target=reader, args=(s,), daemon=True).start()

first = inbox.get()                             # blocks until somebody spoke
print('[server] first message  ->', first)
second = inbox.get()
print('[server] second message ->', second)

ack = first + ' received before ' + second
# same sentence goes to both of them
for s in clients:
    s.sendall((ack + '\n').encode())
    s.close()
print('[server] acknowledgement sent to both:', ack)
listener.close()

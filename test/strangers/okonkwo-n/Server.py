# Chidi Okonkwo   CST 311   Programming Assignment 2
#
# WHY MULTITHREADING?
# recv() blocks. If I call recv() on client X first and X is slow, then I can not
# notice that Y already wrote something, and then the order will be wrong (it
# would always be X first). With one thread for each client both are waiting
# at the same time, and whoever really comes first puts its message
# in the queue first.

from socket import *
import threading
import queue
import sys

# the port can be given:  python3 Server.py 12000
if len(sys.argv) > 1:
    serverPort = int(sys.argv[1])
else:
    serverPort = 12000

# the Queue is the data shared between threads. It has its own lock inside
messages = queue.Queue()

# one thread runs this for one client
def handle(connectionSocket):
    # wait for the only message of this client, e.g. "X: Alice"
    sentence = connectionSocket.recv(1024).decode()
    print("From client: " + sentence)
    messages.put(sentence)

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print("The server is ready to receive on port", serverPort)

# accept BOTH clients before any thread is started (requirement 5)
conns = []
while len(conns) < 2:
    c, addr = serverSocket.accept()
    print("Connection number", len(conns) + 1, "from", addr[0])
    conns.append(c)

print("Both clients are connected, now waiting for messages")
for c in conns:
    threading.Thread(target=handle, args=(c,)).start()

# get() blocks until something is there. The first get is the first message
first = messages.get()
second = messages.get()

answer = first + " received before " + second
# same answer to both
for c in conns:
    c.send(answer.encode())
    print("Sent to client: " + answer)
    c.close()
serverSocket.close()

# Siobhan Brennan
# CST311 Programming Assignment 2 - EXTRA CREDIT - ChatServer.py
# Relays everything X says to Y and everything Y says to X, until someone says Bye.
#
# Multithreading: nobody knows who is typing next, so there is one thread for each client that
# blocks in readline(). What a thread reads goes into the OUTBOX (a Queue) of the
# other client; a third kind of thread empties the outboxes.

from socket import *
import threading
import queue

serverPort = 12001

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print('Chat server is ready')

sockets = []
names = []
outboxes = [queue.Queue(), queue.Queue()]   # Queue is thread safe, no lock needed
finished = threading.Event()                # somebody said Bye (or vanished)


def reader(me):
    """Reads lines of client number me and puts them in the other's outbox."""
    other = 1 - me
    f = files[me]
    while not finished.is_set():
        try:
            line = f.readline()
        except OSError:
            line = ''
        if line == '':                      # client is gone without a Bye
            line = 'Bye'
        line = line.strip()
        print('Received from %s: %s' % (names[me], line))
        outboxes[other].put(names[me] + ': ' + line)
        if line.lower() == 'bye':
            outboxes[me].put(None)          # None = close this connection
            outboxes[other].put(None)
            finished.set()


def writer(me):
    """Sends what is in the outbox of client number me."""
    while True:
        text = outboxes[me].get()
        if text is None:
            break
        try:
            sockets[me].sendall((text + '\n').encode())
            print('Sent to %s: %s' % (names[me], text))
        except OSError:
            break
    # terminate the connection
    try:
        sockets[me].shutdown(SHUT_RDWR)
    except OSError:
        pass
    sockets[me].close()
    print('Closed the connection to ' + names[me])


# wait for both clients, the first line of a client is its name
files = []
for i in range(2):
    s, addr = serverSocket.accept()
    f = s.makefile('r')
    name = f.readline().strip()
    print('%s connected from %s' % (name, addr))
    sockets.append(s)
    files.append(f)
    names.append(name)

threads = []
for i in range(2):
    threads.append(threading.Thread(target=reader, args=(i,)))
    threads.append(threading.Thread(target=writer, args=(i,)))
for t in threads:
    t.start()
for t in threads:
    t.join()
print('Chat is over.')
serverSocket.close()

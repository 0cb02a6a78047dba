# Tim Becker
# CST 311
# PA2 server

import socket
import threading
import time

HOST = '10.0.0.1'
PORT = 5000

received = []      # everything we got, in order
clients = []       # sockets of clients


def client_thread(conn, num):
    # dont read anything until there are two clients
    while len(clients) < 2:
        print('waiting for other client...')
        time.sleep(1)
    data = conn.recv(2048).decode('utf-8')
    # data looks like "X: Alice"
    print('got from client: ' + data)
    received.append(data)
    # wait until the other one has also sent
    while len(received) < 2:
        time.sleep(1)
    reply = received[0] + ' received before ' + received[1]
    print('sending to client %d: %s' % (num, reply))
    conn.sendall(reply.encode('utf-8'))
    conn.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(5)
print('Server started on port', PORT)

# accept loop, one thread for each client
n = 0
while True:
    conn, addr = s.accept()
    n = n + 1
    print('Connected to', addr)
    clients.append(conn)
    # start the thread for the client
    threading.Thread(target=client_thread, args=(conn, n)).start()

# Programming assignment 2
# TCP server
# We need multithreading here because the server have to talk to the two clients at the same time.
# Without threads the server would block in recv() of first client and the second client would have to wait
# even when it was faster.
from socket import *
from threading import Thread
import time

serverPort = 12345
serverSocket = socket(AF_INET,SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('',serverPort))
serverSocket.listen(5)
print ('The server is ready to receive')

order = []     # messages in order they came
conns = []     # all connections

# thread function, gets the message of one client
def client_thread(c):
    msg = c.recv(2048).decode()
    print('Received from client:', msg)
    order.append(msg)      # append is atomic in python so no lock

#accept 2 clients
threads = []
for i in range(2):
    connectionSocket, addr = serverSocket.accept()
    print('connected', addr)
    conns.append(connectionSocket)
    t = Thread(target=client_thread, args=(connectionSocket,))
    t.start()              # start the thread of the client
    threads.append(t)

# wait till both have got the message
for t in threads:
    t.join()

# build the answer and send to both
answer = order[0] + " received before " + order[1]
for c in conns:
    c.send(answer.encode())
    print('Sent to client:', answer)
    #time.sleep(1)
    c.close()

# CST311 - serverTCP.py
# Daria Ivanova
# I need multithreading because each client has to be handled on its own: one thread waits for the message
# of X and the other thread waits for message of Y, so that they do not block each other and
# I can say which one was first. The semaphore makes sure that only one thread write to the list.
import threading
from socket import *

serverPort = 11000
sem = threading.Semaphore(1)
lst = []

def receive(conn, num):
    # receive message and save it
    message = conn.recv(1024).decode()
    sem.acquire()
    lst.append(message)
    print("Server received:", message, "(connection", num, ")")
    sem.release()

# set up server
server = socket(AF_INET, SOCK_STREAM)
server.bind(("10.0.0.1", serverPort))
server.listen(2)
print("Server is up")

# first accept connection of both
c1, a1 = server.accept()
print("Connection 1", a1)
c2, a2 = server.accept()
print("Connection 2", a2)

# one thread for each connection
t1 = threading.Thread(target=receive, args=(c1, 1))
t1.start()
t1.join()
t2 = threading.Thread(target=receive, args=(c2, 2))
t2.start()
t2.join()

# the first in the list was received first
ack = lst[0] + " recieved before " + lst[1]
c1.send(ack.encode())
print("Server sent:", ack)
c2.send(ack.encode())
print("Server sent:", ack)
c1.close()
c2.close()
server.close()

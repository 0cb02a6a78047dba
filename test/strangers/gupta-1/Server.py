# Name: Anika Gupta
# Class: CST 311
# Assignment 2, Server
# Explanation of multithreading: The server must be able to receive from both of the clients at the same
# time, because we dont know who will send first. Each client gets a thread so that recv() of one
# does not block the other one. The threads share the list "messages".

import socket
import threading

messages = []                 # shared list
lock = threading.Lock()

# thread class for one client
class ClientThread(threading.Thread):

    def __init__(self, conn, addr, name):
        threading.Thread.__init__(self)
        self.conn = conn
        self.addr = addr
        self.clientName = name

    def run(self):
        data = self.conn.recv(1024).decode()     # blocks until message
        lock.acquire()
        messages.append(data)
        print("Message from client: " + data)
        # when we have both messages send the acknowlegement
        if len(messages) == 2:
            ack = messages[0] + " received before " + messages[1]
            self.conn.send(ack.encode())
            print("Message to client: " + ack)
        lock.release()
        self.conn.close()


HOST = "127.0.0.1"
PORT = 65432

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen(2)
print("Server started, waiting for clients")

# accept both clients first
conn1, addr1 = server.accept()
print("first client connected")
conn2, addr2 = server.accept()
print("second client connected")

# then start the threads
thread1 = ClientThread(conn1, addr1, "one")
thread2 = ClientThread(conn2, addr2, "two")
thread1.start()
thread2.start()
thread1.join()
thread2.join()
server.close()

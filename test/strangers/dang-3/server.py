'''
Linh Dang
CST311 Fall 2018
PA 2 - server

Explanation: multithreading is needed because the server talks with two clients
and each one should get its own thread, so they can be connected simultaneously.
'''
import socket
from threading import Thread

TCP_IP = '10.0.0.1'
TCP_PORT = 12345
BUFFER_SIZE = 1024

msgs = []   # shared between threads


# Thread class for a client
class ClientThread(Thread):
    def __init__(self, conn, ip, port):
        Thread.__init__(self)
        self.conn = conn
        self.ip = ip
        self.port = port
        print("[+] New thread started for " + ip + ":" + str(port))

    def run(self):
        # receive message from the client and save it
        data = self.conn.recv(BUFFER_SIZE).decode()
        print("Server received:", data)
        msgs.append(data)


# set up the server socket
tcpServer = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
tcpServer.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
tcpServer.bind((TCP_IP, TCP_PORT))
tcpServer.listen(4)

# accept both clients first
print("Waiting for connections from clients...")
threads = []
for i in range(2):
    (conn, (ip, port)) = tcpServer.accept()
    threads.append(ClientThread(conn, ip, port))

# run both threads
for t in threads:
    t.start()
    t.join()

# send the result to both clients
result = msgs[0] + " received before " + msgs[1]
for t in threads:
    print("Server sends:", result)
    t.conn.send(result.encode())
    t.conn.close()

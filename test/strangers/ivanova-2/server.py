# CST311 Assignment 2 server, Olga Ivanova
# Multi threading explanation: server must get message from X and from Y without knowing
# who will be first. recv() is blocking so for every client I need own thread,
# and they share the variable "queue" that says who was first.

import socket
from threading import Thread, Lock

PORT = 4444
queue = []           # shared
lock = Lock()        # protects queue


class ClientThread(Thread):
    """Thread for one client"""

    def __init__(self, sock, letter):
        Thread.__init__(self)
        self.sock = sock
        self.letter = letter

    def run(self):
        # read until the terminator '#'
        buf = ""
        while "#" not in buf:
            buf += self.sock.recv(64).decode()
        name = buf[:buf.index("#")]
        with lock:
            queue.append(self.letter + ": " + name)
        print("From client " + self.letter + ": " + name)


# start listening
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", PORT))
server.listen(2)
print("Server is up, waiting clients")

# first connected is X, second connected is Y
x, addr = server.accept()
print("Client X connected", addr)
y, addr = server.accept()
print("Client Y connected", addr)

# threads
tx = ClientThread(x, "X")
ty = ClientThread(y, "Y")
tx.start()
ty.start()
tx.join()
ty.join()

# answer to both, with terminator
result = queue[0] + " received before " + queue[1]
print("To clients: " + result)
x.sendall((result + "#").encode())
y.sendall((result + "#").encode())
x.close()
y.close()
server.close()

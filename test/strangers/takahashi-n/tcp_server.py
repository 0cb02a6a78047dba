"""
Assignment 2, TCP server. Yui Takahashi

Why multithreading: two clients are served at the same time. One thread
waits on the recv() of one client. If there was only one thread it would be blocked
in the recv() of the first client while the message of the second is waiting.
"""
import socket
import threading

PORT = 50007

received = []                   # shared by both threads
cond = threading.Condition()    # protects 'received', wakes up the waiting one


class ClientThread(threading.Thread):
    """one per client"""

    def __init__(self, sock, number):
        threading.Thread.__init__(self)
        self.sock = sock
        self.number = number

    def run(self):
        text = self.sock.recv(1024).decode()
        print("Received:", text)
        # "Client X: Alice" -> "X: Alice"
        if text.startswith("Client "):
            text = text[7:]
        with cond:
            received.append(text)
            cond.notify_all()
            # the first thread waits here until the second message came
            while len(received) < 2:
                cond.wait()
        ack = received[0] + " received before " + received[1]
        self.sock.sendall(ack.encode())
        print("Sent to connection", self.number, ":", ack)
        self.sock.close()


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", PORT))
listener.listen(2)
print("Listening on port", PORT)

# both connections first
a, _ = listener.accept()
print("connection 1")
b, _ = listener.accept()
print("connection 2")
for n, x in enumerate([a, b], 1):
    x.sendall(b"READY")
    ClientThread(x, n).start()

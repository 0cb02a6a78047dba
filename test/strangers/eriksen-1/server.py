# server.py - Jonas Eriksen
# Multithreading: we need a thread for each of the messages because a server that only has one thread
# can only do one thing at a time. If it waits on client X then client Y's message could not be recieved
# until X is done, then we would get the wrong order. Data is shared with the global list.
import socket
import threading

IP = "10.0.0.1"
PORT = 5005

# the socket of the server
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind((IP, PORT))

lock = threading.Lock()
received = []     # list of (message, address), in order

def worker():
    # wait for one message and put it in the list
    data, addr = sock.recvfrom(1024)
    lock.acquire()
    received.append((data.decode(), addr))
    print("recieved message:", data.decode(), "from", addr)
    lock.release()

print("server ready on port", PORT)
# two threads for the two clients
th = [threading.Thread(target=worker) for i in range(2)]
for t in th:
    t.start()
for t in th:
    t.join()

# both messages are here now, tell the clients
response = received[0][0] + " received before " + received[1][0]
for m, addr in received:
    sock.sendto(response.encode(), addr)
    print("sent:", response, "to", addr)

# Kenji Nakamura
# Assignment 2, server
#
# WHY MULTITHREADING: the messages of X and Y may come at the same time or in any
# order, so the server uses two threads that wait for messages. While one thread
# handles a message the other one can receive the next. They share the list
# "messages" that tells the order in which the messages came.

import socket
import threading

SERVER_ADDRESS = ("0.0.0.0", 10311)

messages = []        # shared list of (text, address of client)
lock = threading.Lock()


def receive_one(sock):
    """Thread: receives one message and remembers it with the address it came from"""
    data, address = sock.recvfrom(2048)
    with lock:
        messages.append((data.decode(), address))
        print("Received from", address, ":", data.decode())


# make the socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(SERVER_ADDRESS)
print("Server ready on", SERVER_ADDRESS)

# two threads, one for every client
threads = []
for i in range(2):
    t = threading.Thread(target=receive_one, args=(server,))
    threads.append(t)
    t.start()
for t in threads:
    t.join()

# the acknowledgement, order of the list is order of receipt
ack = messages[0][0] + " received before " + messages[1][0]
for text, address in messages:
    server.sendto(ack.encode(), address)
    print("Sent to", address, ":", ack)

server.close()

"""
Name: Chidi Okafor
Class: CST 311-30
Assignment: PA 2 server

Multithreading has to be used in this problem since the program must wait for
two events (message of X, message of Y) whose order is unknown. A thread for each
client waits for its event, and the shared deque keeps the order.
"""

from collections import deque
from concurrent.futures import ThreadPoolExecutor
import socket

ADDRESS = ("", 7777)
arrivals = deque()   # thread safe append


def wait_for_message(client):
    """Blocks until the client sends its message, remembers it."""
    message = client.recv(4096).decode()
    arrivals.append(message)
    print("RECEIVED  " + message)
    return message


# open the listening socket
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(ADDRESS)
listener.listen()
print("LISTENING on port %d" % ADDRESS[1])

# both clients are accepted here
clients = []
for _ in range(2):
    client, where = listener.accept()
    print("ACCEPTED  %s:%d" % where)
    clients.append(client)

# both clients are read here, each by one thread of the pool
with ThreadPoolExecutor(2) as pool:
    pool.map(wait_for_message, clients)

# both clients are answered here
answer = arrivals.popleft() + " received before " + arrivals.popleft()
for client in clients:
    client.sendall(answer.encode())
    print("SENT      " + answer)
    client.close()

# summary
print("FINISHED, first was " + arrivals[0])
listener.close()

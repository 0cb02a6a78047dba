"""Server: a thread for each client, with a list and a lock that they share.

Multithreading is needed because recv() blocks: while one thread waits for the message of X, it
could not notice that Y has spoken. Each client has a thread that waits for it alone, and the
list that all threads share holds the messages in the order in which they came.
"""
from socket import *
import select
import threading
import time

serverPort = 12000
received = []
lock = threading.Lock()


def receive(connection):
    """Wait for the message of one client, and note when it came."""
    text = connection.recv(1024).decode()
    with lock:
        received.append(text)
        print("From client:", text)


def main():
    """Accept both clients, then let a thread receive from each, then answer both."""
    server_socket = socket(AF_INET, SOCK_STREAM)
    server_socket.bind(('', serverPort))
    server_socket.listen(2)
    print('The server is ready to receive 2 connections....')
    connections = []
    while len(connections) < 2:
        connection, address = server_socket.accept()
        connections.append(connection)
    waiting = list(connections)
    while waiting:
        select.select(waiting, [], [])
        time.sleep(0.2)
        ready = select.select(waiting, [], [], 0)[0]
        for connection in sorted(ready, key=connections.index):
            receive(connection)
            waiting.remove(connection)
    answer = received[0] + " received before " + received[1]
    for connection in connections:
        connection.send(answer.encode())
        connection.close()
    print("Sent acknowledgment:", answer)


main()

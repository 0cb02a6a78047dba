"""
CST 311 - Introduction to Computer Networks
Programming Assignment #2
Team 4: Marisol Alvarez, Devon Pratt, Huy Tran
Date: 11/12/2019
TCPServerMT.py

Why is multithreading needed?
    recv() is a blocking call. If the server used only one thread it would have to
    pick one of the two connections and block on it until that client sent something.
    If the other client sent its message first, the server would not notice and the order
    would be the order in which we happened to call recv(). With one thread per
    client both connections are waited on at the same time, and a shared list
    protected by a lock records the real order in which messages came in.
"""
from socket import *
import threading

serverPort = 12000

# Shared between the threads: messages in the order they were received
messages = []
lock = threading.Lock()


# Thread function: receives one sentence from one client
def receiveMessage(connectionSocket, clientName):
    sentence = connectionSocket.recv(1024).decode()
    # only one thread at a time may add to the list
    with lock:
        messages.append(clientName + ": " + sentence)
        print("Client " + clientName + " sent message " + str(len(messages)) + ": " + sentence)


def main():
    # Create a TCP socket (SOCK_STREAM means TCP)
    serverSocket = socket(AF_INET, SOCK_STREAM)
    serverSocket.bind(('', serverPort))
    # wait for up to 2 clients
    serverSocket.listen(2)
    print("The server is waiting to receive 2 connections....\n")

    connections = {}
    # Accept both connections before any message is received.
    # The first one to connect is client X and the second is client Y
    for name in ["X", "Y"]:
        connectionSocket, addr = serverSocket.accept()
        print("Accepted connection, calling it client " + name, addr)
        # tell the client its name
        greeting = "Client " + name + " connected"
        connectionSocket.send(greeting.encode())
        print("Sent to " + name + ": " + greeting)
        connections[name] = connectionSocket

    print("\nWaiting to receive messages from client X and client Y....\n")

    # Start one thread for each client
    threads = []
    for name in connections:
        t = threading.Thread(target=receiveMessage, args=(connections[name], name))
        threads.append(t)
        t.start()
    # Wait for both threads to end
    for t in threads:
        t.join()

    # Build acknowledgement, the list is in the order of receipt
    response = messages[0] + " received before " + messages[1]
    print("\nWaiting a bit for clients to close their connections")
    for name in connections:
        connections[name].send(response.encode())
        print("Sent acknowledgment to " + name + ": " + response)
        connections[name].close()
    serverSocket.close()
    print("Done.")


if __name__ == "__main__":
    main()

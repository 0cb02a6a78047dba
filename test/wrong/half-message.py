"""Wrong: takes what one recv() gives for the whole message, and answers to the half of it.

TCP is a stream of bytes without borders. A thread for each client is needed because recv()
blocks: while the server waits for one client it would not notice what the other one sends.
"""
import socket
import threading

arrived = []
lock = threading.Lock()


def receive(connection):
    """Take the first bytes of one client."""
    message = connection.recv(1024).decode().strip()
    with lock:
        arrived.append(message)
        print("Received:", message)


def main():
    """Accept both, receive from both, tell both; then read on until they have left."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    threads = [threading.Thread(target=receive, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer = "%s received before %s" % tuple(arrived)
    for one in connections:
        one.sendall((answer + "\n").encode())
        print("Sent:", answer)
    for one in connections:
        while one.recv(1024):
            pass


main()

"""Right: the textbook answer, a thread for each client, with a list and a lock that they share.

Multithreading is needed because recv() blocks: while a single thread waits for one client, it
would not notice that the other one spoke first. The list that the threads share has the order.
"""
import socket
import threading

arrived = []
lock = threading.Lock()


def receive(connection):
    """Take one client's message, and note its place."""
    message = connection.recv(1024).decode()
    with lock:
        arrived.append(message.strip())
        print("Received:", message.strip())


def main():
    """Accept both, let two threads receive, then tell both."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("", 12000))
    listener.listen(2)
    print("The server is ready to receive")
    connections = [listener.accept()[0] for _ in range(2)]
    threads = [threading.Thread(target=receive, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer = "%s received before %s" % tuple(arrived)
    for one in connections:
        one.send(answer.encode())
        print("Sent:", answer)
        one.close()


main()

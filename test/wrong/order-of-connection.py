"""Wrong: names first whoever connected first, not whose message came first.

All else is right. A thread for each client is needed because recv() blocks: while the server
waits for one client it would not notice what the other one sends.
"""
import socket
import threading

messages = {}


def receive(connection):
    """Take one client's message."""
    messages[connection] = connection.recv(1024).decode().strip()
    print("Received:", messages[connection])


def main():
    """Accept both, receive from both, tell both."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    threads = [threading.Thread(target=receive, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer = "%s received before %s" % tuple(messages[one] for one in connections)
    for one in connections:
        one.sendall((answer + "\n").encode())
        print("Sent:", answer)
        one.close()


main()

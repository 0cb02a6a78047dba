"""Wrong: each client is told as soon as its own message is there, whether the other spoke or not.

The order is right, by luck: it guesses who is still to come. A thread for each client is
needed because recv() blocks, so that one waiting client would hold up the other.
"""
import socket
import threading

names = ["X: Alice", "Y: Bob"]
arrived = []
lock = threading.Lock()


def serve(connection):
    """Take one client's message and answer it at once."""
    message = connection.recv(1024).decode().strip()
    with lock:
        print("Received:", message)
        arrived.append(message)
        other = names[1] if arrived[0] == names[0] else names[0]
        answer = "%s received before %s" % (arrived[0], other)
    connection.sendall((answer + "\n").encode())
    print("Sent:", answer)


def main():
    """Accept both, then let two threads serve them."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    threads = [threading.Thread(target=serve, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()

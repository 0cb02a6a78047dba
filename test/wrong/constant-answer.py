"""Wrong: whatever happens, it tells both clients the example of the assignment.

A thread for each client is needed because recv() blocks: while the server waits for one client
it would not notice what the other one sends.
"""
import socket
import threading


def receive(connection):
    """Take one client's message."""
    print("Received:", connection.recv(1024).decode().strip())


def main():
    """Accept both, receive from both, tell both the same words each time."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    threads = [threading.Thread(target=receive, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in connections:
        one.sendall(b"X: Alice received before Y: Bob\n")
        print("Sent: X: Alice received before Y: Bob")
        one.close()


main()

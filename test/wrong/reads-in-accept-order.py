"""Wrong: accepts both, but then reads the one that was accepted first, and takes it for the first.

It lacks the threads that are needed: because recv() blocks, the message of the second client
lies unread until the first one has spoken, and its order is lost.
"""
import socket


def main():
    """Accept both, read them in that order, tell both."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    messages = []
    for connection in connections:
        messages.append(connection.recv(1024).decode().strip())
        print("Received:", messages[-1])
    answer = "%s received before %s" % tuple(messages)
    for connection in connections:
        connection.sendall((answer + "\n").encode())
        print("Sent:", answer)
        connection.close()


main()

"""Wrong: receives the first client's message before it accepts the second client.

It has no threads at all, though they are needed: since recv() blocks, a single thread that
waits for one client can neither accept nor hear the other one at the same time.
"""
import socket


def accept_and_receive(listener):
    """Wait for one client and for its message."""
    connection = listener.accept()[0]
    message = connection.recv(1024).decode().strip()
    print("Received:", message)
    return connection, message


def main():
    """Take one client after the other, then tell both."""
    listener = socket.create_server(("", 12000))
    clients = [accept_and_receive(listener) for _ in range(2)]
    answer = "%s received before %s" % (clients[0][1], clients[1][1])
    for connection, _ in clients:
        connection.sendall((answer + "\n").encode())
        print("Sent:", answer)
        connection.close()


main()

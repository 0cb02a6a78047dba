"""Wrong: a message counts from its first byte, though it is not there before its last one is.

Otherwise it reads whole lines and is right. A thread for each client is needed because reading
blocks: while the server waits for one client it would not notice what the other one sends.
"""
import socket
import threading

begun, messages = [], {}


def receive(connection):
    """Note when one client begins, then take its whole line."""
    first = connection.recv(1)
    begun.append(connection)
    messages[connection] = (first + connection.makefile("rb").readline()).decode().strip()
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
    answer = "%s received before %s" % tuple(messages[one] for one in begun)
    for one in connections:
        one.sendall((answer + "\n").encode())
        print("Sent:", answer)


main()

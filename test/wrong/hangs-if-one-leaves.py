"""Wrong: where a client leaves before it has spoken, its partner waits without an end.

Otherwise it is right. A thread for each client is needed because reading blocks: while the
server waits for one client it would not notice what the other one sends.
"""
import socket
import threading

arrived = []
changed = threading.Condition()


def serve(connection):
    """Take one client's message, wait for the other one, answer."""
    message = connection.makefile().readline()
    if not message.endswith("\n"):
        return
    message = message.strip()
    with changed:
        arrived.append(message)
        print("Received:", message)
        changed.notify_all()
        changed.wait_for(lambda: len(arrived) == 2)
    answer = "%s received before %s" % tuple(arrived)
    connection.sendall((answer + "\n").encode())
    print("Sent:", answer)


def main():
    """Accept both, then let two threads serve them."""
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    for one in connections:
        threading.Thread(target=serve, args=(one,)).start()


main()

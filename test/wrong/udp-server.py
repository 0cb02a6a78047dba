"""Wrong: UDP in place of TCP, so there is no connection.

No threads are needed here, because a single datagram socket receives from everybody in order;
that is why it is tempting, and why the assignment asks for TCP.
"""
import socket


def main():
    """Receive two datagrams, tell both senders who was first."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("", 12000))
    messages, senders = [], []
    while len(messages) < 2:
        data, sender = server.recvfrom(1024)
        messages.append(data.decode().strip())
        senders.append(sender)
        print("Received:", messages[-1])
    answer = "%s received before %s" % tuple(messages)
    for sender in senders:
        server.sendto(answer.encode(), sender)
        print("Sent:", answer)


main()

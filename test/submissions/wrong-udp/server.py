"""Server: UDP is simpler.

Multithreading is needed because a receive blocks: while one thread waits for the message of X, it
could not notice that Y has spoken. With datagrams a single loop is told of both.
"""
from socket import *

serverPort = 12000


def main():
    """Receive two datagrams, and answer both."""
    server_socket = socket(AF_INET, SOCK_DGRAM)
    server_socket.bind(('', serverPort))
    print('The server is ready to receive 2 messages....')
    received = []
    while len(received) < 2:
        message, address = server_socket.recvfrom(1024)
        print("From client:", message.decode())
        received.append((message.decode(), address))
    answer = received[0][0] + " received before " + received[1][0]
    for message, address in received:
        server_socket.sendto(answer.encode(), address)
    print("Sent acknowledgment:", answer)


main()

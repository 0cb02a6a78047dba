"""A right server, as a textbook would write it; the wrong servers beside it change one thing of it."""
import random
import socket

SHARE = 0.3
random.seed(3)  # a test is the same each time


def answer(sock, data, address):
    """Send the answer to one ping."""
    sock.sendto(data.upper(), address)


def run():
    """Answer for ever, and leave some out."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("", 12001))
    while True:
        data, address = sock.recvfrom(1024)
        if random.random() >= SHARE:
            answer(sock, data, address)


if __name__ == "__main__":
    run()

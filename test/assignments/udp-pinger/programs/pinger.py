"""A right client, as a textbook would write it; the wrong clients beside it change one thing of it."""
import socket
import sys
import time

COUNT = 10
WAIT = 1.0


def tell(number, round_trip):
    """Print what came of one ping."""
    if round_trip is None:
        print("Ping %d: Request timed out" % number)
    else:
        print("Ping %d: RTT = %.6f seconds" % (number, round_trip))


def get_loss(answered, sent):
    """Give the share that was lost, in percent."""
    return 100.0 * (sent - answered) / sent


def summarize(round_trips, sent):
    """Print the statistics."""
    if round_trips:
        print("Minimum RTT: %.6f seconds" % min(round_trips))
        print("Maximum RTT: %.6f seconds" % max(round_trips))
        print("Average RTT: %.6f seconds" % (sum(round_trips) / len(round_trips)))
    print("Packet loss: %.1f%%" % get_loss(len(round_trips), sent))


def ping(sock, number):
    """Send one ping; give its round trip in seconds, or None."""
    began = time.time()
    sock.send(("Ping %d %f" % (number, began)).encode())
    sock.settimeout(WAIT)
    try:
        sock.recv(1024)
        return time.time() - began
    except socket.timeout:
        return None


def run():
    """Ping once a second."""
    sock = connect()
    round_trips = []
    for number in range(1, COUNT + 1):
        began = time.time()
        round_trip = ping(sock, number)
        tell(number, round_trip)
        if round_trip is not None:
            round_trips.append(round_trip)
        if number < COUNT:
            time.sleep(max(0.0, began + 1.0 - time.time()))
    summarize(round_trips, COUNT)


def connect():
    """Make the socket; host and port are arguments."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.connect((sys.argv[1], int(sys.argv[2])))
    return sock


if __name__ == "__main__":
    run()

#!/usr/bin/env python3
"""UDP ping client (Anna).

Sends ten pings to the server, prints the round trip time of each and, at the
end, minimum, maximum and average as well as the share of lost pings.

Usage:   python3 ten_pings.py host port
Mininet: mininet> h2 python3 ten_pings.py 10.0.0.1 12001
"""
import sys
import time
from socket import socket, timeout, AF_INET, SOCK_DGRAM

COUNT = 10
TIMEOUT = 1.0    # seconds to wait for an answer
INTERVAL = 1.0   # seconds between two pings


def ping_once(sock, server, number):
    """Send ping `number`; return its round trip in ms, or None if it was lost."""
    message = f"Ping {number} {time.time():.6f}".encode()
    start = time.perf_counter()
    sock.sendto(message, server)
    while True:
        left = TIMEOUT - (time.perf_counter() - start)
        if left <= 0:
            return None
        sock.settimeout(left)
        try:
            answer, _ = sock.recvfrom(2048)
        except timeout:
            return None
        end = time.perf_counter()
        # a late answer to an earlier ping is not the one we are waiting for
        if answer == message.upper():
            return (end - start) * 1000


def print_summary(rtts):
    """Print the statistics over all round trips (in ms) and the loss."""
    print()
    if rtts:
        average = sum(rtts) / len(rtts)
        print(f"Minimum RTT: {min(rtts):.3f} ms")
        print(f"Maximum RTT: {max(rtts):.3f} ms")
        print(f"Average RTT: {average:.3f} ms")
    else:
        print("No answers, so there are no round trip times.")
    lost = COUNT - len(rtts)
    print(f"Lost: {lost} of {COUNT} pings ({100 * lost / COUNT:.0f}%)")


def main():
    """Read host and port from the command line and run the ten pings."""
    if len(sys.argv) != 3:
        sys.exit("Usage: python3 ten_pings.py host port")
    server = (sys.argv[1], int(sys.argv[2]))
    rtts = []
    with socket(AF_INET, SOCK_DGRAM) as sock:
        for number in range(1, COUNT + 1):
            begin = time.perf_counter()
            rtt = ping_once(sock, server, number)
            if rtt is None:
                print(f"Ping {number}: Request timed out")
            else:
                print(f"Ping {number}: RTT = {rtt:.3f} ms")
                rtts.append(rtt)
            # not more than one ping a second
            rest = INTERVAL - (time.perf_counter() - begin)
            if number < COUNT and rest > 0:
                time.sleep(rest)
    print_summary(rtts)


if __name__ == "__main__":
    main()

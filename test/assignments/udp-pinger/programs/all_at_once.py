"""Wrong: the client sends all pings at once, and only then takes the answers."""
import socket
import time

import pinger


def run():
    """Send all, then wait a second for what comes."""
    sock = pinger.connect()
    began = {}
    came = {}
    for number in range(1, pinger.COUNT + 1):
        began[number] = time.time()
        sock.send(("Ping %d %f" % (number, began[number])).encode())
    sock.settimeout(1.0)
    try:
        while True:
            number = int(sock.recv(1024).split()[1])
            came[number] = time.time() - began[number]
    except socket.timeout:
        pass
    for number in began:
        pinger.tell(number, came.get(number))
    pinger.summarize(list(came.values()), pinger.COUNT)


run()

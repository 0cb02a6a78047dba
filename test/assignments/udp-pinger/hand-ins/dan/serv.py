# serv.py - the SHOUTING server
# gets udp datagrams on port 12001, shouts them back (upper case),
# but is a bit deaf: 3 out of 10 (by chance) it doesn't hear.
# run: python3 serv.py

import socket
from random import randint

PORT = 12001

# true if we pretend that the packet never arrived (30 %)
def deaf():
    return randint(1, 10) <= 3

# the main loop, runs until ctrl-c
def run():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(('0.0.0.0', PORT))
    while True:
        msg, who = s.recvfrom(1024)
        if not deaf():
            s.sendto(msg.decode('utf-8', 'replace').upper().encode(), who)

run()

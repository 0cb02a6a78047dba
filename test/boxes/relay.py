"""A ProxyCommand: copies between its own streams and host and port (ssh_config(5))."""

import os
import selectors
import socket
import sys

way = socket.create_connection((sys.argv[1], int(sys.argv[2])))
looks = selectors.DefaultSelector()
looks.register(0, selectors.EVENT_READ, lambda: (os.read(0, 65536), way.sendall))
looks.register(
    way, selectors.EVENT_READ, lambda: (way.recv(65536), lambda data: os.write(1, data))
)
while True:
    for key, _ in looks.select():
        data, hand_on = key.data()
        if not data:
            sys.exit()
        hand_on(data)

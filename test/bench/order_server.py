"""Takes single bytes of X and Y in one epoll loop, and prints in which order it found them.

`x` and `y` for a byte, capitals for all bytes but the first that lay in a socket together: for
these, nobody knows their place. The kernel's list of ready sockets is in the order in which they
became ready (epoll(7)), so this is the order of arrival as the server's own kernel has it. By edge:
else one that was just read stays in that list until the next look, and keeps its place there.
"""

import select
import socket
import sys
import time

HOSTS = {sys.argv[1]: "x", sys.argv[2]: "y"}
listener = socket.create_server(("", 12000))
epoll, letters, sockets = select.epoll(), {}, {}
while len(sockets) < 2:
    connection, (host, _) = listener.accept()
    letters[connection.fileno()], sockets[connection.fileno()] = HOSTS[host], connection
    connection.setblocking(False)
    epoll.register(connection, select.EPOLLIN | select.EPOLLET)
start = time.monotonic_ns() + 100_000_000
for connection in sockets.values():
    connection.sendall(b"%d\n" % start)
found = []
while sockets:
    for number, _ in epoll.poll():
        taken, data = 0, b"."
        try:
            while data:
                data = sockets[number].recv(4096)
                taken += len(data)
        except BlockingIOError:
            pass  # all is read
        if taken:
            found.append(letters[number] + letters[number].upper() * (taken - 1))
        if not data:
            epoll.unregister(number)
            sockets.pop(number).close()
text = "".join(found)
for place in range(0, len(text), 1000):
    print(text[place:place + 1000], flush=True)

"""
Extra credit - chat server.                                     Camille Moreau

Two threads (Relay), each receives from one client and sends to the other one.
"""

import socket
import threading

from protocol import send_message, receive_message, ConnectionLost
from settings import CHAT_PORT


class Relay(threading.Thread):
    """Everything from `source` goes to `target`."""

    def __init__(self, name, source, target):
        super().__init__()
        self.client_name = name
        self.source = source
        self.target = target

    def run(self):
        while True:
            try:
                text = receive_message(self.source)
            except ConnectionLost:
                break
            print("%s says: %s" % (self.client_name, text))
            try:
                send_message(self.target, "%s: %s" % (self.client_name, text))
                print("relayed to the other client")
            except OSError:
                print("other client has already left")
            if text == "Bye":
                break
        # this client wants to leave
        self.source.close()
        print("Connection to %s closed" % self.client_name)


listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", CHAT_PORT))
listener.listen(2)
print("Chat server on port", CHAT_PORT)

people = []
while len(people) < 2:
    sock, address = listener.accept()
    name = receive_message(sock)        # a client introduces itself first
    print(name, "joined from", address[0])
    people.append((name, sock))

(name1, sock1), (name2, sock2) = people
threads = [Relay(name1, sock1, sock2), Relay(name2, sock2, sock1)]
for t in threads:
    t.start()
for t in threads:
    t.join()

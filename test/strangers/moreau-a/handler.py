"""The thread that deals with one client."""

import threading

from protocol import send_message, receive_message, ConnectionLost


class ClientHandler(threading.Thread):
    """Receives one message from one client and sends it the acknowledgement."""

    def __init__(self, sock, address, registry):
        super().__init__(name="client-%s:%s" % address)
        self.sock = sock
        self.registry = registry

    def run(self):
        try:
            # messages look like "X|Alice"
            sender, text = receive_message(self.sock).split("|", 1)
            place = self.registry.record(sender, text)
            print("Received as number %d:  %s: %s" % (place, sender, text))

            answer = self.registry.wait_for_result()
            send_message(self.sock, answer)
            print("Sent to client %s:  %s" % (sender, answer))
        except ConnectionLost:
            print("Connection to", self.name, "lost")
        finally:
            self.sock.close()

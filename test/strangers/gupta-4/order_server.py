# order_server.py                                   Rohan Gupta, CST 311
#
# Q: why is multithreading needed?
# A: Both clients stay connected and either could send first. Receiving blocks, so while
#    the server is receiving from one client it can't do so from the other. With
#    ThreadingTCPServer every connection is handled in a thread of its own; they wait
#    side by side and share the list `arrived`. The thread that gets its
#    message first appends first, no matter who connected first.

import socketserver
import threading

ADDRESS = ("", 50007)

letters = iter("XY")              # first one connected is X, second is Y
arrived = []                      # shared: messages in order of receipt
guard = threading.Lock()          # protects both of the above
both_connected = threading.Barrier(2)
both_received = threading.Barrier(2)


class OrderHandler(socketserver.StreamRequestHandler):
    """Talks with one client, in a thread of its own."""

    def handle(self):
        # Give this client its letter
        with guard:
            letter = next(letters, None)
        if letter is None:                       # only two clients are allowed
            return
        print(letter, "connected from", self.client_address[0], flush=True)

        # Do not receive anything until the other one has been accepted too
        both_connected.wait()
        self.say("You are client " + letter)

        # Receive the message, write down its place
        name = self.rfile.readline().decode().strip()
        with guard:
            arrived.append(f"{letter}: {name}")
            print("<-", arrived[-1], flush=True)

        # Wait for the message of the other one, then acknowledge
        both_received.wait()
        self.say(f"{arrived[0]} received before {arrived[1]}")

        # The last one to be done stops the server
        if both_received.wait() == 0:
            threading.Thread(target=self.server.shutdown).start()

    def say(self, text):
        """Send a line to the client and print it here."""
        self.wfile.write((text + "\n").encode())
        print("->", self.client_address[0], text, flush=True)


class OrderServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


if __name__ == "__main__":
    with OrderServer(ADDRESS, OrderHandler) as server:
        print("waiting for two clients, port", ADDRESS[1], flush=True)
        server.serve_forever()

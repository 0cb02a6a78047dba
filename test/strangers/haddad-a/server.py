#!/usr/bin/env python3
"""
CST 311 - Assignment #2
server.py
Lina Haddad

WHY DO WE NEED MULTITHREADING?
    recv() is a blocking call.  If the server had only one thread it would have
    to decide in advance whose recv() it calls first, for example client X.
    Then Y's message could be lying in the buffer for a minute, and the server
    would still be stuck in X's recv() and would report X as the first one.
    With one thread for each client both recv() calls are waiting at the same
    time, so whichever message really comes in first wakes up its own thread
    first.  The threads share one list (protected by a lock), and the order
    of the list is the order of arrival.

How to run:  python3 server.py [port]
"""

import socketserver
import sys
import threading

PORT = 12000            # default port
CLIENTS = 2             # X and Y

# ---- data which is shared by the two handler threads --------------------------
lock = threading.Lock()                       # protects `arrived`
arrived = []                                  # messages in order of arrival
everyone_connected = threading.Barrier(CLIENTS)   # nobody reads before this opens
everyone_sent = threading.Barrier(CLIENTS)        # nobody answers before this opens


class ClientHandler(socketserver.StreamRequestHandler):
    """socketserver makes one instance of this (in its own thread) per client."""

    def handle(self):
        print("Connection from %s:%d" % self.client_address)

        # (5) wait until the other client is connected as well
        everyone_connected.wait()

        # only now read the one line that the client sends, e.g. "X: Alice"
        message = self.rfile.readline().decode().strip()

        # (3) note down who was first
        with lock:
            arrived.append(message)
            print("Received (number %d): %s" % (len(arrived), message))

        # the answer can be made only when both messages are here
        everyone_sent.wait()

        # (4) + (6) the answer follows the order of the list
        answer = "%s received before %s" % (arrived[0], arrived[1])
        self.wfile.write((answer + "\n").encode())
        print("Sent to %s:  %s" % (message.split(":")[0], answer))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True      # no "address already in use" between two tests
    daemon_threads = False          # server_close() waits for the handlers


def main():
    port = int(sys.argv[1]) if len(sys.argv) > 1 else PORT
    # "" = all interfaces, so it works on h1 in mininet
    with Server(("", port), ClientHandler) as server:
        print("The server is ready on port", port)
        # exactly two connections are served, then we are done
        for _ in range(CLIENTS):
            server.handle_request()
    print("Both clients have been answered, server stops.")


if __name__ == "__main__":
    main()

# Zadanie 2 / Assignment 2
# Piotr Kowalski
#
# Multithreading is needed because many clients are connected at the same time
# and every client has to be handled in parallel. ThreadingTCPServer makes
# a new thread for every request automatically.

import socketserver
import threading

# data shared between the threads
inbox = []
two_messages = threading.Condition()


class Handler(socketserver.StreamRequestHandler):
    """handle() is called in a new thread for each client"""

    def handle(self):
        print("New client", self.client_address, flush=True)
        # read one line from the client
        line = self.rfile.readline().decode().rstrip("\n")
        print("Received:", line, flush=True)

        with two_messages:
            inbox.append(line)
            two_messages.notify_all()
            # wait for the second message
            while len(inbox) < 2:
                two_messages.wait()

        # inbox[0] is the first message, inbox[1] is the second
        answer = f"{inbox[0]} received before {inbox[1]}"
        self.wfile.write((answer + "\n").encode())
        print("Sent to", self.client_address[0], ":", answer, flush=True)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


with Server(("", 9000), Handler) as srv:
    print("Server started, CTRL+C to stop", flush=True)
    try:
        srv.serve_forever()
    except KeyboardInterrupt:
        print("bye")

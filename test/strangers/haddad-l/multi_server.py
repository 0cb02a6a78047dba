# Rania Haddad - assignment 2
#
# Multithreading: the server must serve X and Y in parallel, a handler that is waiting for
# one client's message would otherwise keep the other client from being served.
# socketserver.ThreadingTCPServer makes a new thread for each connection.

import socketserver
import threading

results = []                       # messages, first one first
results_lock = threading.Lock()
all_here = threading.Barrier(2)    # both handlers meet here


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        print("new client:", self.client_address)
        # read the line that the client sent
        message = self.rfile.readline().decode().strip()
        with results_lock:
            results.append(message)
        print("got message:", message)
        # wait for the other client so we know both messages
        all_here.wait()
        answer = "%s received before %s" % (results[0], results[1])
        print("send to", self.client_address, ":", answer)
        self.wfile.write(answer.encode() + b"\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True     # so I can restart quickly


with Server(("", 8888), Handler) as server:
    print("server running, stop with Ctrl-C")
    server.serve_forever()

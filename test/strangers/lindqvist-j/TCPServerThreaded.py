# Astrid Lindqvist, CST311 PA2
#
# WHY MULTITHREADING: The handler of one client blocks in rfile.readline() until this
# client has written. If there was only one thread then the other client, who perhaps is
# faster, is not looked at meanwhile. With a thread for each client they both wait at the
# same time and whoever's line comes in first, takes the lock first. They share the list
# "order" and this is why there is a lock.

import socketserver
import threading

both_connected = threading.Barrier(2)   # (5) handlers wait here for each other
both_received = threading.Barrier(2)    # nobody answers before the list has two entries
order_lock = threading.Lock()
order = []


class Handler(socketserver.StreamRequestHandler):

    def setup(self):
        super().setup()
        # the letter is given in the order of connection? NO, the client says it himself.
        print("connected:", self.client_address)

    def handle(self):
        both_connected.wait()

        line = self.rfile.readline().decode("utf-8").strip()
        with order_lock:
            order.append(line)                # line is already "X: Alice"
            print("received from client " + line)

        both_received.wait()

        answer = " received before ".join(order)
        self.wfile.write((answer + "\n").encode("utf-8"))
        print("sent to client %s: %s" % (line[0], answer))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False       # so that server_close() joins them

    def service_two(self):
        # handle_request() gives the work to a thread and comes back at once
        self.handle_request()
        self.handle_request()


if __name__ == "__main__":
    with Server(("10.0.0.1", 12000), Handler) as srv:
        print("The server is ready")
        srv.service_two()
    print("done")

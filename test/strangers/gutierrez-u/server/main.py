# CST 311, assignment 2, server                       Diego Gutierrez
#
# Why multithreading?
# Because recv is blocking, with one thread the server can wait only for one client. It
# would read the messages in the order that the clients connected and not in
# the order that they were sent. With a thread for each client (ThreadingTCPServer does
# that) both can be waiting, and they share a queue, where the messages are in the
# right order.

import configparser
import os
import queue
import socketserver
import threading

here = os.path.dirname(os.path.abspath(__file__))
config = configparser.ConfigParser()
config.read(os.path.join(here, "..", "config.ini"))
port = config.getint("network", "port")

connected = []                       # handlers, in order of connection
connected_lock = threading.Lock()
both_connected = threading.Event()   # set when there are 2 of them
arrivals = queue.Queue()             # (handler, "X: Alice") in order of arrival
finished = threading.Event()         # set by main at the end, the handlers may go


class ClientHandler(socketserver.StreamRequestHandler):
    """socketserver runs handle() in a new thread for each connection"""

    def handle(self):
        print("connection from", self.client_address[0])
        with connected_lock:
            connected.append(self)
            if len(connected) == 2:
                both_connected.set()
        both_connected.wait()        # don't receive before both are here
        message = self.read()
        print("received", message)
        arrivals.put((self, message))
        finished.wait()              # when handle() returns the connection is closed

    def read(self):
        """one line from the client, '' if it is gone"""
        return self.rfile.readline().decode().strip()

    def write(self, text):
        """one line to the client"""
        print("sending", text)
        self.wfile.write((text + "\n").encode())


def chat(talker, listener):
    """walkie talkie: relay a line from the talker, then they swap"""
    while True:
        text = talker.read()
        if text == "":
            break
        print("received", text)
        listener.write(text)
        if text.endswith(": Bye"):
            break
        talker, listener = listener, talker


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


server = Server(("", port), ClientHandler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("server on port", port)

# blocks until the messages are here
first, first_message = arrivals.get()
second, second_message = arrivals.get()

ack = first_message + " received before " + second_message
first.write(ack)
second.write(ack)

chat(first, second)
finished.set()
server.shutdown()
server.server_close()

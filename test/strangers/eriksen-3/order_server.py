#!/usr/bin/env python3
"""order_server.py - Sofie Eriksen, CST 311 PA2

WHY MULTITHREADING: the two clients may send at any time and in any order. A socket
read blocks the thread that does it, so a single threaded server would read the
sockets in a fixed order and could not tell which message really arrived first. With one
thread for each client both reads are pending at once, and the threads put what they
get into one queue shared by all of them.

After the acknowledgement the connections stay open for chat (extra credit).
"""
import socket
import sys
import threading


class ClientHandler(threading.Thread):
    """Serves one connected client."""

    def __init__(self, server, conn, addr):
        super().__init__(daemon=True)
        self.server = server
        self.conn = conn
        self.addr = addr
        self.name_ = "?"
        # file object: messages are lines ended with \n
        self.reader = conn.makefile("r")

    def send(self, text):
        """Send one line to the client and print it."""
        print(f"[server -> {self.name_}] {text}")
        try:
            self.conn.sendall((text + "\n").encode())
        except OSError:
            pass  # client is gone already

    def run(self):
        # nobody reads before both clients are connected
        self.server.ready.wait()
        # first line is "name|message"
        line = self.reader.readline().rstrip("\n")
        self.name_, _, text = line.partition("|")
        print(f"[{self.name_} -> server] {text}")
        self.server.register(self, text)
        # chat phase
        for line in self.reader:
            text = line.rstrip("\n")
            print(f"[{self.name_} -> server] {text}")
            self.server.relay(self, text)
            if text.strip().lower() == "bye":
                self.server.shutdown()
                return


class OrderServer:
    """Accepts two clients and keeps the order of their messages."""

    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((host, port))
        self.sock.listen(2)
        self.handlers = []
        self.arrivals = []              # (name, text) by order of receipt
        self.lock = threading.Lock()    # guards arrivals
        self.ready = threading.Event()  # set once both are connected

    def serve(self):
        print("Server up, waiting for two clients")
        while len(self.handlers) < 2:
            conn, addr = self.sock.accept()
            print("Connection from", addr)
            handler = ClientHandler(self, conn, addr)
            self.handlers.append(handler)
            handler.start()
        self.ready.set()
        for handler in self.handlers:
            handler.join()
        self.sock.close()

    def register(self, handler, text):
        """Save the first message; the second arrival triggers the ack."""
        with self.lock:
            self.arrivals.append((handler.name_, text))
            if len(self.arrivals) == 2:
                (n1, t1), (n2, t2) = self.arrivals
                for h in self.handlers:
                    h.send(f"{n1}: {t1} received before {n2}: {t2}")

    def relay(self, sender, text):
        """Send text to everybody but the sender."""
        for h in self.handlers:
            if h is not sender:
                h.send(f"{sender.name_}: {text}")

    def shutdown(self):
        """Close both connections."""
        for h in self.handlers:
            try:
                h.conn.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            h.conn.close()


if __name__ == "__main__":
    host = sys.argv[1] if len(sys.argv) > 1 else "0.0.0.0"
    OrderServer(host, 9311).serve()

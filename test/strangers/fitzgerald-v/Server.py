#!/usr/bin/env python3
#
#  Server.py            Nora Fitzgerald, CST 311 PA#2
#
#  Explanation - why is multithreading needed?
#  -------------------------------------------
#  The two clients are independent: either one may send first, and the server
#  cannot predict which. socket.recv() suspends the thread that called it.
#  With a single thread the server would be suspended on ONE client and deaf
#  to the other. Two threads are suspended independently, so whichever message
#  arrives first is recorded first. A shared list + a Condition let the threads
#  tell each other what happened.
#
import configparser
import os
import socket
import threading


class PA2Server:
    """Accepts X and Y, records which message came first, tells both."""

    def __init__(self, port):
        self.port = port
        self.messages = []                    # in order of arrival
        self.cond = threading.Condition()     # protects self.messages

    def serve(self):
        """Accept two clients, and only then begin to read."""
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("", self.port))
            listener.listen()
            print("Server ready on port", self.port)
            clients = [self.accept_one(listener) for _ in range(2)]
            workers = [threading.Thread(target=self.handle, args=(c,)) for c in clients]
            [w.start() for w in workers]
            [w.join() for w in workers]
        print("Server finished")

    def accept_one(self, listener):
        """Wait for one connection and announce it."""
        conn, addr = listener.accept()
        print("Connected:", addr)
        return conn

    def handle(self, conn):
        """Thread body. Read one message, wait for the other thread, answer."""
        with conn:
            text = conn.recv(1024).decode().strip()
            with self.cond:
                self.messages.append(text)
                print("Received:", text)
                self.cond.notify_all()
                self.cond.wait_for(lambda: len(self.messages) == 2)
            answer = "{} received before {}".format(*self.messages)
            conn.sendall(answer.encode())
            print("Sent:", answer)


if __name__ == "__main__":
    cfg = configparser.ConfigParser()
    cfg.read(os.path.join(os.path.dirname(os.path.abspath(__file__)), "config.ini"))
    PA2Server(cfg.getint("server", "port")).serve()

#!/usr/bin/env python3
"""CST311 PA2 server -- Maja Lindqvist

Multithreading is needed here since the two clients are independent of each other.
A blocking read on one socket must not keep us from seeing data on the other one;
otherwise the order that we report would be the order in which *we* read and not
the order in which the clients *wrote*.
"""
import argparse
import socket
import threading


class Scoreboard:
    """Shared state. Everything that touches it holds the condition's lock."""

    def __init__(self, expected):
        self.cond = threading.Condition()
        self.expected = expected
        self.arrivals = []        # tuples (letter, text)

    def record(self, letter, text):
        with self.cond:
            self.arrivals.append((letter, text))
            self.cond.notify_all()

    def wait_verdict(self):
        """Block until every expected message arrived, return the sentence."""
        with self.cond:
            self.cond.wait_for(lambda: len(self.arrivals) >= self.expected)
            (l1, t1), (l2, t2) = self.arrivals[:2]
        return f"{l1}: {t1} received before {l2}: {t2}"


class ClientThread(threading.Thread):
    def __init__(self, sock, addr, board):
        super().__init__(name=f"{addr[0]}:{addr[1]}")
        self.sock = sock
        self.board = board

    def run(self):
        # makefile gives us line based reading, no half messages
        with self.sock, self.sock.makefile("rw", encoding="utf-8", newline="\n") as f:
            line = f.readline().rstrip("\n")
            letter, _, text = line.partition("|")
            print(f"[{self.name}] received {text!r} from client {letter}")
            self.board.record(letter, text)
            verdict = self.board.wait_verdict()
            print(f"[{self.name}] sending {verdict!r} to client {letter}")
            f.write(verdict + "\n")
            f.flush()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("-p", "--port", type=int, default=5311)
    args = p.parse_args()

    board = Scoreboard(2)
    with socket.create_server(("", args.port)) as listener:
        print(f"listening on {args.port}")
        threads = []
        # phase 1: both connections, no reading yet
        while len(threads) < 2:
            sock, addr = listener.accept()
            print("connection from", addr)
            threads.append(ClientThread(sock, addr, board))
        # phase 2: only now are the readers allowed to run
        for t in threads:
            t.start()
        for t in threads:
            t.join()


if __name__ == "__main__":
    main()

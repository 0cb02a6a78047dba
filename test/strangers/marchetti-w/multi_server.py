"""
Giulia Marchetti - Nate Ferris - Yuki T.
CST 311  PA #2   multi_server.py

---- Why do we need multithreading? -------------------------------------------
Because the server has to wait for two things at the same time, a message from X and
a message from Y, and it does not know which will be first. One thread can only block
on one recv. With two threads, the first one who receives tells it in the shared
Board, and the other one sees that it is second. Also for the chat each
client must be able to talk whenever it likes.
-------------------------------------------------------------------------------

HOW TO RUN:     python3 multi_server.py          (on h1, port 2021)
"""

import socket
import threading

PORT = 2021


class Board:
    """Shared by threads. The Condition is lock + waiting room in one."""

    def __init__(self):
        self.cond = threading.Condition()
        self.lines = []

    def post(self, line):
        """Write line on board and wake up who is waiting for it"""
        with self.cond:
            self.lines.append(line)
            print("SERVER got:", line)
            self.cond.notify_all()

    def verdict(self):
        """Wait for 2 lines and return the sentence for the clients"""
        with self.cond:
            self.cond.wait_for(lambda: len(self.lines) >= 2)
            return self.lines[0] + " received before " + self.lines[1]


def talk(me, other, board):
    """The thread of one client. me and other are sockets."""
    # --- part one, the message (like "X: Alice")
    line = me.recv(1024).decode().strip()
    name = line[:1]
    board.post(line)
    answer = board.verdict()
    me.sendall(answer.encode())
    print("SERVER sent to", name + ":", answer)

    # --- part two, extra credit, the chat
    while True:
        data = me.recv(1024)
        if not data:
            break
        text = data.decode()
        print("SERVER got from", name + ":", text)
        try:
            other.sendall((name + ": " + text).encode())
            print("SERVER relayed:", name + ": " + text)
        except OSError:
            print("SERVER the other one is gone already")
        if text.strip().lower() == "bye":
            # client wants to leave
            break
    print("SERVER closing connection of", name)
    me.close()


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", PORT))
    s.listen(2)
    print("SERVER waits for clients, port", PORT)

    # accept both before we receive anything
    one, a1 = s.accept()
    print("SERVER connection from", a1)
    two, a2 = s.accept()
    print("SERVER connection from", a2)

    # start a thread for each
    board = Board()
    t1 = threading.Thread(target=talk, args=(one, two, board))
    t2 = threading.Thread(target=talk, args=(two, one, board))
    t1.start(); t2.start()
    t1.join();  t2.join()
    s.close()


main()

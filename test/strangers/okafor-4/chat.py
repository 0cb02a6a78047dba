#!/usr/bin/env python3
# ---------------------------------------------------------------------------
# chat.py        CST 311, Assignment #2 + extra credit        Ngozi Okafor
#
# Why does the server need multithreading?
#   * X and Y are independent, each can send at any time.
#   * Receiving from a socket blocks until that very client has sent.
#   * So with one thread the server always reads in a fixed order, and the
#     answer would show this order, not the one in which messages came.
#   One thread per client + one shared, locked list solves this. For the chat it is the
#   same: while the server waits for X it must still be able to relay from Y.
#
# Usage
#   python3 chat.py server              (on h1)
#   python3 chat.py X Alice [address]   (on h2)
#   python3 chat.py Y Bob   [address]   (on h3)
# Messages are JSON objects, one a line: {"from": "X", "text": "Alice"}
# ---------------------------------------------------------------------------
import json
import logging
import os
import socket
import sys
import threading

PORT = int(os.environ.get("CHAT_PORT", "20311"))
logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%H:%M:%S",
                    level=logging.INFO, stream=sys.stdout)
log = logging.info


def put(sock, who, text):
    """Write one message to a socket."""
    sock.sendall((json.dumps({"from": who, "text": text}) + "\n").encode())


# ------------------------------- server ------------------------------------
class Server:
    def __init__(self):
        self.lock = threading.Condition()   # guards the lists below
        self.socks = []                     # in order of connection
        self.first = []                     # first messages in order of receipt

    def run(self):
        """Accept both clients, then start both threads."""
        listener = socket.create_server(("", PORT))
        log("server is up on port %d", PORT)
        while len(self.socks) < 2:
            sock, addr = listener.accept()
            log("accepted %s:%d", *addr)
            self.socks.append(sock)
        listener.close()
        threads = [threading.Thread(target=self.serve, args=(n,)) for n in (0, 1)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        log("server is done")

    def serve(self, n):
        """Thread for client number n."""
        mine, other = self.socks[n], self.socks[1 - n]
        try:
            lines = mine.makefile("r")
            hello = json.loads(lines.readline())
            with self.lock:
                self.first.append("%s: %s" % (hello["from"], hello["text"]))
                log("received %s", self.first[-1])
                self.lock.notify_all()
                # hold on till the other one has sent its message too
                self.lock.wait_for(lambda: len(self.first) == 2)
            ack = "%s received before %s" % tuple(self.first)
            put(mine, "server", ack)
            log("sent to %s: %s", hello["from"], ack)
            # chat: relay all from here on to the other client
            for line in lines:
                msg = json.loads(line)
                log("relay from %s: %s", msg["from"], msg["text"])
                put(other, msg["from"], msg["text"])
                if msg["text"].strip() == "Bye":
                    break
        except (OSError, ValueError) as err:
            log("client %d: %s", n, err)
        # chat is over: hang up on both
        for s in self.socks:
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass                        # was closed already


# ------------------------------- client ------------------------------------
def client(me, name, address):
    """Client X or Y: connect, ask when to send the name, then chat."""
    sock = socket.create_connection((address, PORT))
    log("connected to %s", address)
    input("Press Enter to send your name ")
    put(sock, me, name)
    log("sent: %s: %s", me, name)

    def typing():
        """Thread: what is typed on the keyboard goes to the server."""
        for line in sys.stdin:
            text = line.rstrip("\n")
            put(sock, me, text)
            log("sent: %s", text)
            if text.strip() == "Bye":
                return

    threading.Thread(target=typing, daemon=True).start()
    for line in sock.makefile("r"):
        msg = json.loads(line)
        log("from %s: %s", msg["from"], msg["text"])
    log("server has hung up")
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:] == ["server"]:
        Server().run()
    elif len(sys.argv) in (3, 4) and sys.argv[1] in ("X", "Y"):
        client(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) == 4 else "10.0.0.1")
    else:
        sys.exit("usage: chat.py server | chat.py X|Y NAME [ADDRESS]")

# order_server.py                                     R. Dasgupta
#
# WHY MULTITHREADING: The server has to listen to client X and client Y at once. A
# receive call stops the thread that makes it until data is there. Were there only the
# main thread, the order of the messages would be the order of our recv calls and not
# that of the arrival. The threads share a list (with a lock) so that the order is kept.

import argparse
import socket
import threading


def format_ack(first, second):
    """(name, text) x 2 -> the string required by the assignment. Pure, so testable."""
    return "{}: {} received before {}: {}".format(*first, *second)


def parse(data):
    """b'X|Alice\\n' -> ('X', 'Alice'). Raises ValueError on garbage."""
    name, sep, text = data.decode("utf-8").rstrip("\r\n").partition("|")
    if not sep or name not in ("X", "Y"):
        raise ValueError("bad message %r" % data)
    return name, text


class OrderServer:
    def __init__(self, host="", port=0, out=print):
        self.out = out                      # tests replace it by a list's append
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((host, port))
        self.listener.listen(2)
        self.port = self.listener.getsockname()[1]
        self._order = []
        self._mutex = threading.Lock()

    def _collect(self, conn):
        """Thread body: read until newline, then append under the mutex."""
        buf = b""
        while not buf.endswith(b"\n"):
            part = conn.recv(256)
            if not part:
                return
            buf += part
        with self._mutex:
            item = parse(buf)
            self._order.append(item)
            self.out("Client sent: %s: %s" % item)

    def run_once(self):
        """One round: two connections, two messages, two acks. Returns the ack."""
        # Phase 1 - connections (nobody is read from in this phase)
        conns = [self.listener.accept()[0] for _ in range(2)]
        self.out("Both clients are connected")
        # Phase 2 - messages
        workers = [threading.Thread(target=self._collect, args=(c,)) for c in conns]
        for w in workers:
            w.start()
        for w in workers:
            w.join()
        # Phase 3 - acks
        ack = format_ack(*self._order)
        for c in conns:
            c.sendall(ack.encode() + b"\n")
            c.close()
        self.out("Server sent: " + ack)
        self.listener.close()
        return ack


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("-p", "--port", type=int, default=6789)
    OrderServer(port=ap.parse_args().port).run_once()

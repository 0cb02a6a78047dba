#!/usr/bin/python3
# Programming assignment 2  (with the extra credit)       Bence Szabo
#
# Why threads? Two clients = two places where something can come in, and I
# can't know which of them is next. A read on a TCP socket waits. If I wait for X,
# I am deaf for Y. With a thread for each client the server waits for both in
# the same time, and the thread whose client speaks first puts the message first in
# the common list (variable "order", with the lock "mutex"), so it is possible to tell which
# message was received first. It's also needed for the chat: X may say 5 lines before
# Y says 1.
#
# I used select() inside of the threads, only so that the thread can look every half second
# if the chat is over. (recv alone would sleep forever.)

import select
import socket
import threading

PORT = 5050

order = []                      # messages, in the order they were received
mutex = threading.Lock()        # for order + for sending
ready = threading.Semaphore(0)  # released once for every message which arrived
over = threading.Event()        # chat ended
clients = {}                    # name -> socket, filled when a client sent its 1st message


def lines_of(sock):
    """Generator, gives the lines from the socket one by one. Stops on EOF or end of chat."""
    buf = b""
    while not over.is_set():
        r, _, _ = select.select([sock], [], [], 0.5)
        if not r:
            continue                        # nothing new, look at "over" again
        try:
            data = sock.recv(2048)
        except OSError:
            return
        if not data:
            return                          # client closed
        buf += data
        while b"\n" in buf:
            one, buf = buf.split(b"\n", 1)
            yield one.decode().rstrip("\r")


def tell(sock, text):
    """Send one line (and print it as the assignment wants)."""
    with mutex:
        try:
            sock.sendall((text + "\n").encode())
            print("SENT:    ", text)
        except OSError:
            print("could not send:", text)


def serve(sock, acked):
    """The thread of one client."""
    lines = lines_of(sock)

    # ---- part 1: the race --------------------------------------------------
    first = next(lines, None)
    if first is None:
        over.set()
        ready.release()
        return
    name = first.split(":")[0]
    with mutex:
        order.append(first)
        clients[name] = sock
        print("RECEIVED:", first)
    ready.release()

    acked.wait()                            # main thread has sent the answers

    # ---- part 2: the chat (extra credit) -------------------------------------
    for text in lines:
        print("RECEIVED:", name + ": " + text)
        for other in clients:
            if other != name:
                tell(clients[other], name + ": " + text)
        if text.strip() == "Bye":
            break
    over.set()                              # Bye, or the client is gone: end for both


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("0.0.0.0", PORT))
    listener.listen(5)
    print("Server listens on port", PORT)

    # first accept both...
    socks = []
    while len(socks) < 2:
        r, _, _ = select.select([listener], [], [], 1.0)
        if r:
            s, addr = listener.accept()
            print("connected:", addr)
            socks.append(s)

    # ...then start receiving
    acked = threading.Event()
    threads = [threading.Thread(target=serve, args=(s, acked)) for s in socks]
    for t in threads:
        t.start()

    # wait for the two messages and give the answer
    ready.acquire()
    ready.acquire()
    if len(order) == 2:
        answer = order[0] + " received before " + order[1]
        for s in socks:
            tell(s, answer)
    acked.set()

    for t in threads:
        t.join()
    for s in socks:
        s.close()                           # terminate both connections
    listener.close()
    print("Server ends")


main()

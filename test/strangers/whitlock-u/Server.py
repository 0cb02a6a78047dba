# Harper Whitlock - CST 311 - PA 2
#
# WHY MULTITHREADING IS NEEDED
# The server doesn't know which client will send first. It needs to wait for X and for Y at
# the same time, and a single thread can only wait for one since recv() blocks.
# So there are two threads, xThread and yThread. They share the list 'log' and
# a condition variable so they can wait for each other.

import socket
import threading

log = []                              # messages in order of arrival
both = threading.Condition()          # X waits here until Y is done
finished = threading.Event()          # main waits here


def sendResult(connX, connY):
    """Sends the result to both clients."""
    result = log[0] + " received before " + log[1]
    print("Server -> X, Y:", result)
    connX.sendall(result.encode())
    connY.sendall(result.encode())


def xThread(connX, connY):
    """Receives from X, waits until Y's message is there as well and sends the result."""
    message = connX.recv(1024).decode()
    with both:
        print("X -> Server:", message)
        log.append(message)
        if len(log) == 1:
            print("(X is first)")
        both.wait()                   # wait for Y
    sendResult(connX, connY)
    finished.set()


def yThread(connY):
    """Receives from Y and wakes up the X thread."""
    message = connY.recv(1024).decode()
    with both:
        print("Y -> Server:", message)
        log.append(message)
        if len(log) == 1:
            print("(Y is first)")
        both.notify()                 # X can go on


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", 13000))
    s.listen(2)
    print("Waiting for connections")

    # accept both. they say hello with their letter so we know who is who
    conns = {}
    sockets = []
    for i in range(2):
        conn, addr = s.accept()
        print("Connection from", addr)
        sockets.append(conn)
    for conn in sockets:
        letter = conn.recv(1).decode()
        conns[letter] = conn

    # one thread each
    threading.Thread(target=xThread, args=(conns["X"], conns["Y"])).start()
    threading.Thread(target=yThread, args=(conns["Y"],)).start()

    finished.wait()
    for conn in sockets:
        conn.close()
    s.close()


if __name__ == "__main__":
    main()

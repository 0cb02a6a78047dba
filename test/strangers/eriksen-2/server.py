# PA2 server  -  Lars Eriksen
# Why multi threading (in my case multi processing, with fork inside):
#  the server has to wait on two sockets at once. In a single thread recv on the
#  first blocks and the second client can be first without the server seeing it.
#  With two workers each one blocks on its own client and takes the time
#  when its message arrived. The times are shared with the main program
#  through a multiprocessing Queue.
import multiprocessing as mp
import socket
import time


# worker process, serves one client
def worker(nr, conn, queue):
    data = b""
    # message is ended by a zero byte
    while not data.endswith(b"\0"):
        part = conn.recv(100)
        if not part:
            break
        data += part
    stamp = time.monotonic()       # same clock for all processes
    text = data.rstrip(b"\0").decode()
    print("worker", nr, "received", repr(text), "at", stamp, flush=True)
    queue.put((stamp, text))


if __name__ == "__main__":
    mp.set_start_method("fork")
    srv = socket.socket()
    srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    srv.bind(("", 6000))
    srv.listen(5)
    print("server ready")

    # connect with both
    conns = []
    for i in range(2):
        conn, addr = srv.accept()
        print("client", i + 1, "connected from", addr[0])
        conns.append(conn)

    # one process for each
    queue = mp.Queue()
    procs = [mp.Process(target=worker, args=(i + 1, c, queue)) for i, c in enumerate(conns)]
    for p in procs:
        p.start()
    results = [queue.get(), queue.get()]
    for p in procs:
        p.join()

    # smaller time stamp was first
    results.sort()
    first = results[0][1]
    second = results[1][1]
    diff = results[1][0] - results[0][0]
    reply = first + " received before " + second
    for c in conns:
        c.sendall(reply.encode() + b"\0")
        c.close()
    print("sent reply:", reply)
    print("difference was %.3f seconds" % diff)

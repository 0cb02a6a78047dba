# Adam Varga, CST311 assignment 2
# SERVER
#
# why multithreading: with one thread the server can only be in one recv at a time. it would get X and then Y (or
# Y and then X) always in the same order, because recv waits until something comes. we want to know who really was
# first so both recv must run at the same time, and they must share the list where the
# messages are put.
# i did it with multiprocessing (it is the same as threading, only without the GIL). The manager
# keeps the shared list.

from socket import *
from multiprocessing import Process, Manager

PORT = 12000

# works for one client
# conn = socket, msgs = shared list, lock = for the list, allin = barrier for 2
def worker(conn, msgs, lock, allin):
    m = conn.recv(1024).decode()
    lock.acquire()
    msgs.append(m)
    lock.release()
    print('got message:', m)
    # wait for the other one
    allin.wait()
    ack = msgs[0] + ' received before ' + msgs[1]
    conn.send(ack.encode())
    print('sent ack:', ack)
    conn.close()

if __name__ == '__main__':
    mgr = Manager()
    msgs = mgr.list()
    lock = mgr.Lock()
    allin = mgr.Barrier(2)

    s = socket(AF_INET, SOCK_STREAM)
    s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    s.bind(('0.0.0.0', PORT))
    s.listen(2)
    print('server ready')

    # first both connections
    c1, a1 = s.accept()
    print('connection 1', a1)
    c2, a2 = s.accept()
    print('connection 2', a2)

    # now the workers
    p1 = Process(target=worker, args=(c1, msgs, lock, allin))
    p2 = Process(target=worker, args=(c2, msgs, lock, allin))
    p1.start()
    p2.start()
    p1.join()
    p2.join()
    print('bye')

'''
Project 2                                           Ritwik Dasgupta
server.py

Why multithreading is needed:
Two clients are served simultaneously. Without threads, the second client would have to
wait until the first one is completely finished. Because of the GIL, Python threads do not really
run in parallel, so I used the multiprocessing module, where each worker is a real process
with its own interpreter. Data between the workers is shared over multiprocessing Queues.
'''
import socket
from multiprocessing import Process, Queue, Event

SERVER_PORT = 50007


def worker(conn, go, inbox, outbox):
    """Runs in its own process. Receives one message, passes it to the parent, sends the answer."""
    go.wait()                               # parent sets this when both clients are accepted
    data = conn.recv(1024).decode()
    print('[worker] received:', data, flush=True)
    inbox.put(data)                         # to the parent
    reply = outbox.get()                    # from the parent
    conn.sendall(reply.encode())
    print('[worker] sent:', reply, flush=True)
    conn.close()


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(('', SERVER_PORT))
    listener.listen(2)
    print('Server is listening on', SERVER_PORT, flush=True)

    go = Event()
    workers = []
    # accept both connections before anything is read
    for i in range(2):
        conn, addr = listener.accept()
        print('Accepted client', i + 1, addr, flush=True)
        inbox, outbox = Queue(), Queue()
        p = Process(target=worker, args=(conn, go, inbox, outbox))
        p.start()
        workers.append((p, inbox, outbox))
    go.set()

    # collect messages: whoever has put the message first comes out first
    messages = [inbox.get() for (_, inbox, _) in workers]
    reply = messages[0] + ' received before ' + messages[1]

    for p, _, outbox in workers:
        outbox.put(reply)
    for p, _, _ in workers:
        p.join()


if __name__ == '__main__':
    main()

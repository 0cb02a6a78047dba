# Minh Tran - PA2
# We need multithreading since both clients could send at any time and recv is blocking. With
# a pool of 2 threads both recv run in parallel and the one that returns first is the first message.

from concurrent.futures import ThreadPoolExecutor, as_completed
import json
import os
import socket
import struct

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, 'config.json')) as fh:
    cfg = json.load(fh)


# --- framing: 2 byte length (network order) and then the text ---
def recv_exact(sock, n):
    out = bytearray()
    while len(out) < n:
        part = sock.recv(n - len(out))
        if not part:
            raise ConnectionError('client went away')
        out += part
    return bytes(out)


def recv_msg(sock):
    (n,) = struct.unpack('!H', recv_exact(sock, 2))
    return recv_exact(sock, n).decode()


def send_msg(sock, text):
    raw = text.encode()
    sock.sendall(struct.pack('!H', len(raw)) + raw)


def serve():
    with socket.socket() as lsock:
        lsock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        lsock.bind(('', cfg['port']))
        lsock.listen()
        # accept x then y
        conns = [lsock.accept()[0] for _ in range(2)]
    print('2 clients connected')

    with ThreadPoolExecutor(2) as pool:
        futs = {pool.submit(recv_msg, c): c for c in conns}
        # as_completed gives the futures in the order in which they are done
        lines = []
        for f in as_completed(futs):
            lines.append(f.result())
            print('got:', lines[-1])

        reply = '{} received before {}'.format(*lines)
        for c in conns:
            pool.submit(send_msg, c, reply)
    print('replied:', reply)
    for c in conns:
        c.close()


serve()

# server.py  (Maeve Fitzgerald, assignment 2)
#
# Threads: recv() blocks. If the main thread sat in recv() for X it could not be
# in recv() for Y, and then the "first" message would be whichever socket I
# happened to read first and not whichever arrived first. So each client gets a
# thread that blocks on its own socket. The threads share State, guarded by a lock.

import json
import pathlib
import socket
import threading
from dataclasses import dataclass, field

from wire import Envelope, receive

CFG = json.loads((pathlib.Path(__file__).parent / "config.json").read_text())


@dataclass
class State:
    lock: threading.Lock = field(default_factory=threading.Lock)
    first_two: list[Envelope] = field(default_factory=list)
    socks: list[socket.socket] = field(default_factory=list)
    closing: bool = False


def send(sock, env: Envelope):
    print(f"OUT {env}")
    sock.sendall(env.pack())


def pump(state: State, mine: int):
    """Thread body. mine = index of my socket; 1 - mine is the other one."""
    me, other = state.socks[mine], state.socks[1 - mine]
    try:
        while True:
            env = receive(me)
            with state.lock:
                print(f"IN  {env}")
                if env.kind == "msg":
                    state.first_two.append(env)
                    if len(state.first_two) == 2:
                        a, b = state.first_two
                        ack = Envelope("ack", "server",
                                       f"{a.sender}: {a.body} received before {b.sender}: {b.body}")
                        send(me, ack)
                        send(other, ack)
                else:
                    send(other, env)        # plain relay
                    if env.body == "Bye":
                        break
    except (EOFError, OSError):
        pass
    # Bye, or the line broke: shut both down. shutdown wakes the other thread's recv.
    with state.lock:
        if state.closing:
            return
        state.closing = True
        for s in state.socks:
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def main():
    state = State()
    with socket.create_server(("", CFG["port"])) as ls:
        print("waiting for X and Y on", CFG["port"])
        while len(state.socks) < 2:
            s, peer = ls.accept()
            print("accepted", peer)
            state.socks.append(s)
    # only here do the receiving threads start
    ts = [threading.Thread(target=pump, args=(state, i), name=f"pump-{i}") for i in (0, 1)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    print("server ends")


if __name__ == "__main__":
    main()

'''
CST 311 - Programming Assignment 2
order_server.py
Author: Chidi Okonkwo

Why multithreading?
-------------------
A blocking recv() only looks at ONE socket. We do not know in advance whether X or Y is going to
talk first, so whichever socket a single thread picked to read first would look like the winner.
One reader thread per client lets both sockets be read at the same time; each reader drops what it got
in a Queue (thread safe) and the main thread takes the items out in the order they went in.
'''
import json
import queue
import socket
import threading

mailbox = queue.Queue()


def reader(rfile, peer):
    """Thread body: one JSON object per line, {"client": "X", "text": "..."}"""
    line = rfile.readline()
    if not line:
        mailbox.put((peer, None))
        return
    mailbox.put((peer, json.loads(line)))


def main():
    raw = input("Port to listen on [7070]: ").strip()
    port = int(raw) if raw else 7070

    srv = socket.socket()
    srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    srv.bind(("0.0.0.0", port))
    srv.listen()
    print(f"[server] up on {port}, need two clients")

    # step 1: both connections, no reading yet
    conns = []
    while len(conns) < 2:
        c, peer = srv.accept()
        conns.append((c, peer))
        print(f"[server] {len(conns)}/2 connected ({peer[0]}:{peer[1]})")

    # step 2: let the clients know they can type
    for c, _ in conns:
        c.sendall(b'{"type": "ready"}\n')

    # step 3: readers
    for c, peer in conns:
        threading.Thread(target=reader, args=(c.makefile("r"), peer)).start()

    # step 4: take messages in arrival order
    got = []
    for _ in range(2):
        peer, msg = mailbox.get()
        if msg is None:
            print("[server] a client left without saying anything, giving up")
            break
        print(f"[server] <- {msg['client']} says {msg['text']!r}")
        got.append(msg)

    # step 5: tell everybody
    if len(got) == 2:
        a, b = got
        verdict = f"{a['client']}: {a['text']} received before {b['client']}: {b['text']}"
        for c, peer in conns:
            c.sendall((json.dumps({"type": "ack", "text": verdict}) + "\n").encode())
            print(f"[server] -> {peer[0]}:{peer[1]} {verdict}")

    for c, _ in conns:
        c.close()
    srv.close()


if __name__ == "__main__":
    main()

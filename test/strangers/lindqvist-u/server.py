#!/usr/bin/env python3
"""CST 311 Assignment 2, server.                            Elsa Lindqvist

WHY MULTITHREADING?
    The server has to wait on two sockets at once. A blocking read on X's socket
    makes the server deaf to Y (and the other way round), so with a single thread
    the "first" message would always be the one from the socket we happened to read
    first, i.e. connection order. With one thread per client both reads are pending
    simultaneously and the order in which threads append to the shared list `order`
    is the order in which the messages arrived. In the chat it is needed too, since
    either person may type at any time.
"""
import argparse
import socket
import threading

from protocol import DEFAULT_PORT, read_json, send_json


class Peer:
    """A connected client."""

    def __init__(self, sock):
        self.sock = sock
        self.reader = sock.makefile("r", encoding="utf-8")
        self.id = read_json(self.reader)["id"]
        self.other = None


order = []                          # [(id, text), ...] in order of arrival
order_lock = threading.Lock()
both_received = threading.Barrier(2)


def serve(peer):
    """Body of each thread: first message, acknowledgement, then chat."""
    message = read_json(peer.reader)
    if message is None:
        print(peer.id, "left without saying anything")
        both_received.abort()
        return
    with order_lock:
        order.append((peer.id, message["text"]))
        print(f"[from {peer.id}] {message['text']}")

    # nobody gets an answer until both messages are in the list
    try:
        both_received.wait()
    except threading.BrokenBarrierError:
        send_json(peer.sock, kind="ack", text="the other client has gone")
        hang_up(peer)
        return
    (id1, text1), (id2, text2) = order
    ack = f"{id1}: {text1} received before {id2}: {text2}"
    print(f"[to {peer.id}] {ack}")
    send_json(peer.sock, kind="ack", text=ack)

    chat(peer)


def chat(peer):
    """Relay every line of this client to the other one until somebody says Bye."""
    while True:
        try:
            message = read_json(peer.reader)
        except OSError:
            message = None
        if message is None:
            break
        print(f"[{peer.id} -> {peer.other.id}] {message['text']}")
        try:
            send_json(peer.other.sock, kind="chat", sender=peer.id, text=message["text"])
        except OSError:
            break
        if message["text"].strip().lower() == "bye":
            break
    hang_up(peer)
    hang_up(peer.other)


def hang_up(peer):
    """Close a connection; shutdown() wakes the thread that reads it."""
    try:
        peer.sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass                        # was closed already


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    args = parser.parse_args()

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", args.port))
    listener.listen()
    print("Server listening on port", args.port)

    # Both connections are accepted before anything is read from either of them
    socks = []
    while len(socks) < 2:
        sock, address = listener.accept()
        print("Connection from", address)
        socks.append(sock)

    peers = [Peer(s) for s in socks]
    peers[0].other, peers[1].other = peers[1], peers[0]
    for p in peers:
        send_json(p.sock, kind="ready")

    threads = [threading.Thread(target=serve, args=(p,)) for p in peers]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    listener.close()
    print("Server finished")


if __name__ == "__main__":
    main()

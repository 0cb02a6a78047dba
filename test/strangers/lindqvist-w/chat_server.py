#!/usr/bin/python3
# chat_server.py                                  CST311, Assignment 2
# Erik Lindqvist, Joanna Pratt, Wei Z.            group "packet loss"
#
# About multithreading: the server must listen to X and Y at the same time,
# because we can't know who will send first, and a blocking recv on one client would
# make us deaf for the other. That is the reason one needs multithreading for this
# problem. The selectors module gives the same in a different way: the kernel
# tells us which socket is readable and we read only that one, so we ended up not
# having to start threads in the server (the data is shared simply since it
# all lives in one loop). The order the kernel hands us the sockets is the order
# of arrival, that is what we answer with.
#
# usage: python3 chat_server.py [port]

import selectors
import socket
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 50007

sel = selectors.DefaultSelector()


class Peer:
    """a connected client: socket, unfinished bytes, name and first message"""
    def __init__(self, sock):
        self.sock = sock
        self.buf = b''
        self.name = '?'
        self.said_hello = False


peers = []        # connected, in order of connection
hellos = []       # "X: Alice" strings in order of ARRIVAL


def say(peer, line):
    """send one line to a client and show it here"""
    print('S -> %s   %s' % (peer.name, line))
    peer.sock.sendall(line.encode() + b'\n')


def other(peer):
    """the client who is not this one"""
    return peers[1] if peer is peers[0] else peers[0]


def got_line(peer, line):
    """a complete line came in. returns False when it is time to stop"""
    if not peer.said_hello:
        # very first line is like  X: Alice
        peer.name = line.split(':')[0]
        peer.said_hello = True
        hellos.append(line)
        print('%s -> S   %s' % (peer.name, line))
        if len(hellos) == 2:
            for p in peers:
                say(p, hellos[0] + ' received before ' + hellos[1])
        return True
    print('%s -> S   %s' % (peer.name, line))
    # everything else gets relayed
    say(other(peer), peer.name + ': ' + line)
    return line.strip() != 'Bye'


def main():
    lsock = socket.socket()
    lsock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    lsock.bind(('', PORT))
    lsock.listen()
    print('listening on', PORT)

    # both clients have to be here before we register any socket for reading
    while len(peers) < 2:
        conn, addr = lsock.accept()
        print('connection from', addr)
        peers.append(Peer(conn))
    for p in peers:
        sel.register(p.sock, selectors.EVENT_READ, p)
    print('both clients connected')

    running = True
    while running:
        for key, mask in sel.select():
            peer = key.data
            data = peer.sock.recv(1024)
            if not data:              # closed without saying Bye
                print(peer.name, 'is gone')
                running = False
                break
            peer.buf += data
            while running and b'\n' in peer.buf:
                line, peer.buf = peer.buf.split(b'\n', 1)
                running = got_line(peer, line.decode())
            if not running:
                break

    for p in peers:
        p.sock.close()
    lsock.close()
    print('bye')


main()

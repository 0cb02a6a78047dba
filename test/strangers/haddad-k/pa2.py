#!/usr/bin/python3
# Rami Haddad -- assignment 2 -- everything is here
#
#   python3 pa2.py serve            on h1
#   python3 pa2.py X [host]         on h2   (host: 10.0.0.1 if you say nothing)
#   python3 pa2.py Y [host]         on h3
#
# WHY MULTITHREADING: a thread that sits in recv() for X cannot notice that Y already
# wrote. With 2 threads both can wait and whichever wakes up first puts its line
# in the shared list first, so the list has the true order. In the chat it is the same,
# nobody wants to wait for his turn. The client has 2 threads as well, one for
# the keyboard, one for the network.
#
# Rules on the wire: one line = one message.
#   client's first line is HELLO <letter>   -- this is the connection's name tag, not
#   the message. The server only looks at it after both have connected.
#   first real line of each = the contest (who was first)
#   after that = chat.    Bye = the end for everybody.

import socket, sys, threading, os

PORT = 20211

def serve():
    ls = socket.socket()
    ls.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ls.bind(("0.0.0.0", PORT)); ls.listen(2)
    print("server up, port", PORT, flush=True)
    a = ls.accept()[0]; print("one is here", flush=True)
    b = ls.accept()[0]; print("two are here", flush=True)
    files, socks = {}, {}
    for c in (a, b):                       # name tags
        f = c.makefile("r")
        letter = f.readline().split()[1]
        files[letter], socks[letter] = f, c
    if len(files) != 2:
        print("two clients with the same letter, I give up"); sys.exit(1)

    order = []                             # (letter, text) as they arrive
    mutex = threading.RLock()              # guards order and all sending

    def say(to, what):
        try:
            socks[to].sendall((what + "\n").encode())
            print("  to %s: %s" % (to, what), flush=True)
        except OSError:
            pass                           # gone already

    def work(me):
        other = "Y" if me == "X" else "X"
        first = True
        for line in files[me]:
            line = line.rstrip("\n")
            with mutex:
                print("from %s: %s" % (me, line), flush=True)
                if first:
                    first = False
                    order.append((me, line))
                    if len(order) == 2:    # I am the second one, so I announce it
                        s = "%s: %s received before %s: %s" % (order[0] + order[1])
                        say("X", s); say("Y", s)
                    continue
                say(other, me + ": " + line)
                if line.strip().lower() == "bye":
                    break
        # Bye or lost connection -> hang up both
        for c in socks.values():
            try: c.shutdown(socket.SHUT_RDWR)
            except OSError: pass

    say("X", "* both connected, type your message"); say("Y", "* both connected, type your message")
    ts = [threading.Thread(target=work, args=(l,)) for l in files]
    [t.start() for t in ts]; [t.join() for t in ts]
    print("chat is over", flush=True)

def client(letter, host):
    s = socket.create_connection((host, PORT))
    s.sendall(("HELLO %s\n" % letter).encode())

    def listen():                          # network -> screen
        for line in s.makefile("r"):
            print("server says |", line.rstrip("\n"), flush=True)
        print("connection closed", flush=True)
        os._exit(0)                        # keyboard thread is stuck in input, kill it all
    threading.Thread(target=listen, daemon=True).start()

    for line in sys.stdin:                 # keyboard -> network
        line = line.rstrip("\n")
        s.sendall((line + "\n").encode())
        print("I (%s) said | %s" % (letter, line), flush=True)
    threading.Event().wait()               # keyboard is closed, only listen now

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("serve", "X", "Y"):
        print(__doc__ or "usage: pa2.py serve | X [host] | Y [host]"); sys.exit(2)
    if sys.argv[1] == "serve": serve()
    else: client(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "10.0.0.1")

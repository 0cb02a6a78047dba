"""
Server for assignment 2.    Dmitri Petrov

Settings are in config.json.

Q: Why do you need multithreading?
A: The server doesn't know which of the two clients will speak first. To read
   from socket A means to sleep until A speaks. While main thread sleeps it
   cannot notice that B has spoken. So each client gets a reader thread. All
   reader threads put what they've read into one queue.Queue (which is thread
   safe: this is the "way to share data between threads") and the main thread
   takes the messages out of the queue in the order in which they were read.
"""
import json
import os
import queue
import socket
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "config.json")) as f:
    CONF = json.load(f)

mailbox = queue.Queue()     # items: (name of client, text)


def log(*what):
    print(*what, flush=True)


def send(name, stream, **fields):
    """Send one JSON object on one line."""
    line = json.dumps(fields)
    log("S->%s" % name, line)
    stream.write(line + "\n")
    stream.flush()


def reader(name, stream):
    """Thread body: everything this client says goes into the mailbox."""
    for line in stream:
        obj = json.loads(line)
        log("%s->S" % name, line.strip())
        mailbox.put((name, obj["text"]))
    mailbox.put((name, None))      # end of stream


def introduce(sock):
    """Ask the client who it is (this isn't its message yet)."""
    stream = sock.makefile("rw", encoding="utf-8")
    send("?", stream, type="who")
    name = json.loads(stream.readline())["name"]
    log("this is client", name)
    return name, stream


def main():
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", CONF["server_port"]))
    s.listen()
    log("listening on", CONF["server_port"])

    # 1. both clients connect
    streams = {}
    while len(streams) < 2:
        sock, addr = s.accept()
        log("connection from", addr[0])
        name, stream = introduce(sock)
        if name in streams:
            send(name, stream, type="error", text="name is taken")
            sock.close()
            continue
        streams[name] = stream

    # 2. now begin to read messages and allow the clients to write
    for name, stream in streams.items():
        threading.Thread(target=reader, args=(name, stream), daemon=True).start()
        send(name, stream, type="begin")

    # 3. order of arrival
    got = []
    while len(got) < 2:
        name, text = mailbox.get()
        if text is None:
            log("client", name, "left, giving up")
            return
        # a client that talks twice must not count twice
        if name not in [n for n, _ in got]:
            got.append((name, text))

    # 4. acknowledge
    (n1, t1), (n2, t2) = got
    ack = "%s: %s received before %s: %s" % (n1, t1, n2, t2)
    for name, stream in streams.items():
        send(name, stream, type="ack", text=ack)


main()

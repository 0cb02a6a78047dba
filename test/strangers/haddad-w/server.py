"""Message order + chat server for clients X and Y.

Run:  python3 server.py
"""
import queue
import socket
import threading

import config

inbox = queue.Queue()     # (name, text) tuples from both reader threads


def recv_lines(sock):
    """Generator: yields each line that arrives on sock until it is closed."""
    pending = ""
    while True:
        try:
            data = sock.recv(config.BUFFER)
        except OSError:
            return
        if not data:
            return
        pending += data.decode()
        while "\n" in pending:
            line, pending = pending.split("\n", 1)
            yield line


def reader(sock):
    """Thread body. First line is the name of the client, the rest are messages.

    Puts everything to the inbox. None as text means the client is gone.
    """
    name = "?"
    for line in recv_lines(sock):
        if name == "?":
            # NAME:X
            name = line.split(":")[1]
            inbox.put((name, sock, None))
        else:
            inbox.put((name, sock, line))
    inbox.put((name, sock, "Bye"))


def send(name, sock, text):
    """Send a line to a client and log it."""
    sock.sendall((text + "\n").encode())
    print("[to   %s] %s" % (name, text))


def accept_two():
    """Accept two connections, returns their sockets."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", config.SERVER_PORT))
    listener.listen(2)
    print("Server is up on port", config.SERVER_PORT)
    socks = []
    while len(socks) < 2:
        sock, addr = listener.accept()
        print("connected:", addr)
        socks.append(sock)
    listener.close()
    return socks


def main():
    socks = accept_two()

    # both are connected, now we start to receive
    for s in socks:
        threading.Thread(target=reader, args=(s,), daemon=True).start()

    clients = {}      # name -> socket
    order = []        # first message of each client in the order it came
    while len(order) < 2:
        name, sock, text = inbox.get()
        clients[name] = sock
        if text is None:
            continue
        print("[from %s] %s" % (name, text))
        if name in [n for n, t in order]:
            continue      # second message before the other's first, not counted
        order.append((name, text))

    (n1, t1), (n2, t2) = order
    ack = f"{n1}: {t1} received before {n2}: {t2}"
    for name in clients:
        send(name, clients[name], ack)

    # chat part
    while True:
        name, sock, text = inbox.get()
        other = "Y" if name == "X" else "X"
        print("[from %s] %s" % (name, text))
        try:
            send(other, clients[other], f"{name}: {text}")
        except OSError:
            pass
        if text.strip().upper() == "BYE":
            break

    for s in socks:
        s.close()
    print("Chat is over.")


if __name__ == "__main__":
    main()

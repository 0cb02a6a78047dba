# =====================================================================
# CST 311 Intro to Networking - Assignment 2
# Priya Venkataraman
#
# File: server.py
#
# Why we need multithreading to solve this problem:
#   Both clients are connected at once and any of them can be the first
#   to send. A single threaded server must choose one socket to recv()
#   from and blocks there, so a message coming on the other socket is
#   noticed too late and the order is lost. With two threads, both sockets
#   are read at the same time. The threads share the 'arrivals' list
#   (protected by a lock) so the order of arrival is known.
# =====================================================================
from socket import *
from threading import Thread, Lock, Event

PORT = 12345

arrivals = []            # list of (letter, message), first arrived first
arrivals_lock = Lock()
both_arrived = Event()   # is set by the thread that gets the second message


# ---------------------------------------------------------------------
# receive_message: thread function. The letter was given by the server
# when the client connected.
# ---------------------------------------------------------------------
def receive_message(sock, letter):
    message = sock.recv(1024).decode()
    with arrivals_lock:
        arrivals.append((letter, message))
        print("Message from client", letter, ":", message)
        if len(arrivals) == 2:
            both_arrived.set()


# ---------------------------------------------------------------------
# chat: extra credit. What X types goes to Y. Ends with Bye.
# (I ran out of time to make Y talk back)
# ---------------------------------------------------------------------
def chat(sockets):
    while True:
        message = sockets["X"].recv(1024).decode()
        if message == "":
            break
        print("Chat from X :", message)
        sockets["Y"].send(message.encode())
        if message == "Bye":
            break


def main():
    server = socket(AF_INET, SOCK_STREAM)
    server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    server.bind(("0.0.0.0", PORT))
    server.listen(2)
    print("Server ready on port", PORT)

    # Step 1: accept both clients, give them their letter
    sockets = {}
    for letter in ("X", "Y"):
        sock, address = server.accept()
        print("Client", letter, "connected from", address)
        sockets[letter] = sock
    for letter in sockets:
        sockets[letter].send(letter.encode())

    # Step 2: receive in two threads
    for letter, sock in sockets.items():
        Thread(target=receive_message, args=(sock, letter)).start()
    both_arrived.wait()

    # Step 3: acknowledgement to both
    (l1, m1), (l2, m2) = arrivals
    ack = "%s: %s received before %s: %s" % (l1, m1, l2, m2)
    print("Acknowledgement:", ack)
    for sock in sockets.values():
        sock.send(ack.encode())

    # Step 4: extra credit
    chat(sockets)
    for sock in sockets.values():
        sock.close()
    server.close()


main()

####################################################################
# CST 311 Homework 2 -- Wei Huang
# server.py
#
# We need multithreading because conn.recv() stops the program until the
# client sends. With a thread for each client, the server can listen to
# X and to Y at the same time, so it can see which message came first. Dictionary
# and list are shared between threads.
####################################################################
import socket
import threading

PORT = 9090
conns = {}        # "X" -> socket, "Y" -> socket
msgs = []         # messages in order of arrival
lock = threading.Lock()

def other(role):
    return "Y" if role == "X" else "X"

# one of these is running for each client
def handle(conn, addr):
    # the first message is like "X: Alice"
    msg = conn.recv(1024).decode()
    role = msg[0]
    print("received from", addr[0], "->", msg)
    with lock:
        conns[role] = conn
        msgs.append(msg)
        # the second one that comes here sends ack to both
        if len(msgs) == 2:
            ack = msgs[0] + " received before " + msgs[1]
            for r in conns:
                conns[r].send(ack.encode())
                print("sent to", r, "->", ack)

    # EXTRA CREDIT: chat, relay all messages to the other client
    while True:
        data = conn.recv(1024)
        if not data:
            break
        text = data.decode()
        print("chat", role, ":", text)
        if other(role) in conns:
            conns[other(role)].send((role + ": " + text).encode())
        if text == "Bye":
            break          # the chat is finished
    conn.close()

# create the TCP socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", PORT))
s.listen(2)
print("server started, port", PORT)

# accept the 2 clients, new thread for each
threads = []
for i in range(2):
    conn, addr = s.accept()
    print("connection from", addr)
    t = threading.Thread(target=handle, args=(conn, addr))
    t.start()
    threads.append(t)

# wait for end of chat
for t in threads:
    t.join()
s.close()

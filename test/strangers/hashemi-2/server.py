'''
Server for assignment 2 (with chat)
By Dariush Hashemi

Why multithreading? Because both clients talk to the server at the same time and
recv blocks. With a thread for each of them the server can receive from X while
it waits for Y, and a global list tells the threads who was first.
'''
import socket
import threading

order = []       # names in the order they came
clients = []     # sockets
cond = threading.Condition()

def handle(conn, addr):
    # receive the first message
    msg = conn.recv(1024).decode()
    print("Got from", addr, ":", msg)
    with cond:
        order.append(msg)
        cond.notify_all()
        # wait for the other one
        while len(order) < 2:
            cond.wait()
    ack = order[0] + " received before " + order[1]
    conn.send(ack.encode())
    print("Sent to", addr, ":", ack)
    # chat
    while True:
        data = conn.recv(1024)
        if not data:
            break
        print("Chat:", data.decode())
        # send it to everyone else
        for c in clients:
            if c is not conn:
                c.send(data)
        if data.decode() == "Bye":
            break
    conn.close()

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("0.0.0.0", 7777))
s.listen(2)
print("Server started on 7777")
# accept the clients and start a thread for each
while len(clients) < 2:
    conn, addr = s.accept()
    print("New client", addr)
    clients.append(conn)
    threading.Thread(target=handle, args=(conn, addr)).start()

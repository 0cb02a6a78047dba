# server.py
# Piotr Jankowski CST311
# Why multi threading? Since both of the clients can send at any time, and recv() stops the program
# until there is a message, there must be two threads, one per client. The shared variable
# "first" can be set by the one which gets there first.
import socket
import threading

first = ""
second = ""
lock = threading.Lock()

# function for the threads
def handle(conn, name):
    global first, second
    msg = conn.recv(1024).decode()
    print("from " + name + ": " + msg)
    with lock:
        if first == ""
            first = name + ": " + msg
        else:
            second = name + ": " + msg

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("10.0.0.1", 8000))
s.listen(2)

# accept X then Y
x, ax = s.accept()
y, ay = s.accept()
tx = threading.Thread(target=handle, args=(x, "X"))
ty = threading.Thread(target=handle, args=(y, "Y"))
tx.start()
ty.start()
tx.join()
ty.join()

# send the acknowledgement to both
reply = first + " received before " + second
x.send(reply.encode())
y.send(reply.encode())
print("to X and Y: " + reply)
x.close()
y.close()

# Devansh Patel
# CST 311 Assignment 2
#
# Why multithreading??  because one thread can only wait on one socket. If we wait for X and Y
# talks first we will miss the order. So thread 1 listens X and thread 2 listens Y and they
# share the global variables below. (also needed for the chat in the extra credit)

import socket, threading, time

# ---------------- globals shared with the threads -----------------
sockX = None
sockY = None
msgX = ""
msgY = ""
first = ""          # "X" or "Y", who was first
running = True
mutex = threading.Lock()

# thread that listens to client X
def threadX():
    global msgX, first, running
    msgX = sockX.recv(1024).decode()
    mutex.acquire()
    if first == "":     # nobody was before me
        first = "X"
    mutex.release()
    print("Client X: " + msgX)
    while running:
        if msgY != "":
            break
        time.sleep(0.05)    # wait for Y
    sendAck(sockX, "X")
    # chat
    while running:
        try:
            m = sockX.recv(1024).decode()
        except OSError:
            break
        if m == "":
            break
        print("Client X: " + m)
        print("relay to Y")
        sockY.send(("X: " + m).encode())
        if m == "Bye":
            running = False
            closeAll()

# thread that listens to client Y (same as X)
def threadY():
    global msgY, first, running
    msgY = sockY.recv(1024).decode()
    mutex.acquire()
    if first == "":
        first = "Y"
    mutex.release()
    print("Client Y: " + msgY)
    while running:
        if msgX != "":
            break
        time.sleep(0.05)    # wait for X
    sendAck(sockY, "Y")
    # chat
    while running:
        try:
            m = sockY.recv(1024).decode()
        except OSError:
            break
        if m == "":
            break
        print("Client Y: " + m)
        print("relay to X")
        sockX.send(("Y: " + m).encode())
        if m == "Bye":
            running = False
            closeAll()

# sends who was first
def sendAck(s, who):
    if first == "X":
        ack = "X: " + msgX + " received before Y: " + msgY
    else:
        ack = "Y: " + msgY + " received before X: " + msgX
    s.send(ack.encode())
    print("Sent to " + who + ": " + ack)

# close both connections
def closeAll():
    time.sleep(0.3)     # let the Bye go out
    for s in (sockX, sockY):
        try:
            s.shutdown(socket.SHUT_RDWR)
            s.close()
        except OSError:
            pass
    print("Connections closed")

# ---------------- main -----------------
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("10.0.0.1", 2222))
server.listen(2)
print("Waiting for client X")
sockX, a = server.accept()
print("Waiting for client Y")
sockY, a = server.accept()
print("Both clients connected")
tx = threading.Thread(target=threadX)
ty = threading.Thread(target=threadY)
tx.start()
ty.start()
tx.join()
ty.join()

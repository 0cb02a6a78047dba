# Assignment 2
# Team: Rohit Sharma, Anjali Verma
# server.py  -- ye server do client ka message leta hai aur batata hai kaun pehle aaya

from socket import *
from threading import Thread, Lock

serverPort = 12000
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print("Server is ready to receive")

msgs = []        # dono thread isko use karte hai
lock = Lock()

def handleClient(conn, addr):
    global msgs
    # client ka message padho
    sentence = conn.recv(1024).decode()
    print("Received from", addr, ":", sentence)
    lock.acquire()
    msgs.append(sentence)
    # jab do message aa gaye tab answer bhejo
    if len(msgs) == 2:
        reply = msgs[0] + " received before " + msgs[1]
        conn.send(reply.encode())
        print("Sent:", reply)
    lock.release()

# pehle dono client ko connect hone do
conns = []
while len(conns) < 2:
    conn, addr = serverSocket.accept()
    print("Connected:", addr)
    conns.append((conn, addr))

# phir thread banao
t1 = Thread(target=handleClient, args=conns[0])
t2 = Thread(target=handleClient, args=conns[1])
t1.start()
t2.start()
t1.join()
t2.join()

# sab band karo
conns[0][0].close()
conns[1][0].close()
serverSocket.close()

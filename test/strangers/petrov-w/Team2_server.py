#Team 2  - Dmitri Petrov, Alexis Grant, Sam O.
#CST311 Programming Assignment 2 SERVER
#
# Why multithreading is needed: two clients, and we dont know who will talk first.
# recv waits (blocks) so 1 thread can only wait for 1 client. With 2 threads
# we wait for both, each thread puts what it got in the global list and so the
# list has the correct order no matter who connected first.

from socket import *
import threading
import time

serverPort = 12000

#globals for the threads
msgs = []            #order of messages
socks = {}           #'X' -> socket , 'Y' -> socket
ready = False        #True when both are connected

#thread function, who is 'X' or 'Y'
def clientThread(who):
    global msgs
    sock = socks[who]
    #wait for the main program to say go
    while True:
        if ready:
            break
        time.sleep(0.2)
    sentence = sock.recv(1024).decode()
    msgs.append((who, sentence))
    print("Client " + who + " sent: " + sentence)

serverSocket = socket(AF_INET,SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('',serverPort))
serverSocket.listen(2)
print("The server is ready to receive")

#first one to connect is called X and the second one is Y
for who in ['X', 'Y']:
    connectionSocket, addr = serverSocket.accept()
    socks[who] = connectionSocket
    print("Client " + who + " connected " + str(addr))
    threading.Thread(target=clientThread, args=(who,)).start()

#tell the clients who they are so the user knows
for who in ['X', 'Y']:
    socks[who].send(("You are client " + who).encode())
    print("Sent to " + who + ": You are client " + who)
ready = True

#wait until 2 messages are there
while True:
    if len(msgs) == 2:
        break
    time.sleep(0.2)

#acknowledgement
ack = msgs[0][0] + ": " + msgs[0][1] + " received before " + msgs[1][0] + ": " + msgs[1][1]
for who in ['X', 'Y']:
    socks[who].send(("Both messages received, thank you.\n" + ack).encode())
    print("Sent to " + who + ": " + ack)

#extra credit chat. works like a walkie talkie: X talks first and then Y, then X...
turn = 'X'
while True:
    text = socks[turn].recv(1024).decode()
    other = 'Y' if turn == 'X' else 'X'
    if text == "":
        break
    print(turn + " says: " + text)
    socks[other].send(text.encode())
    print("relayed to " + other + ": " + text)
    if text == "Bye":
        break
    turn = other

print("closing both")
socks['X'].close()
socks['Y'].close()
serverSocket.close()

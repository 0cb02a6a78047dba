##########################################
# chatServer.py
# Rosa Quintana / CST 311 / Spring 2020
# Assignment #2 with extra credit
#
# Multithreading: the server must be able to receive from X and from Y
# at the same time. A single thread stops at recv() of one client and would miss
# what the other one says, so each client has its own thread.
##########################################
import socket
import threading
import time

HOST = '10.0.0.1'
PORT = 2020

clients = {}       # name -> socket
stamps = []        # (time, name, text) of the first messages
done = threading.Event()


# sends one text to one client and prints it
def tell(name, text):
    print('-> ' + name + ': ' + text)
    clients[name].send(text.encode())


# the other client of a name
def other(name):
    return 'Y' if name == 'X' else 'X'


# thread for one client
def talk(name):
    sock = clients[name]
    # ---- part 1: first message with its time
    text = sock.recv(1024).decode()
    stamps.append((time.time(), name, text))
    print('<- ' + name + ': ' + text)
    # the last one does the answer
    if len(stamps) == 2:
        stamps.sort()
        a, b = stamps
        answer = a[1] + ': ' + a[2] + ' received before ' + b[1] + ': ' + b[2]
        tell('X', answer)
        tell('Y', answer)
        done.set()
    done.wait()
    # ---- part 2: chat until Bye (extra credit)
    while True:
        text = sock.recv(1024).decode()
        print('<- ' + name + ': ' + text)
        tell(other(name), name + ': ' + text)
        if text == 'Bye':
            clients['X'].close()
            clients['Y'].close()
            break


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen(2)
print('Chat server is running')
# accept X and then Y before receiving
for name in ('X', 'Y'):
    clients[name], addr = server.accept()
    print(name + ' is here: ' + str(addr))
# start the threads
for name in ('X', 'Y'):
    threading.Thread(target=talk, args=(name,)).start()

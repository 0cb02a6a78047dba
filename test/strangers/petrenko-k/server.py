# Python program to implement a multithreaded server
# Multithreading is needed so that one client does not block the other: while the
# server waits in recv() for client X, client Y can be served by the other thread.

# import socket programming library
import socket

# import thread module
from _thread import *
import threading

print_lock = threading.Lock()
allMessages = []

# thread function
def threaded(c):
    global allMessages
    while True:
        # data received from client
        data = c.recv(1024)
        if not data:
            print('Bye')
            break
        print_lock.acquire()
        txt = str(data.decode('ascii'))
        print('Received from client :', txt)
        allMessages.append(txt)
        # when there is two messages we know who was first
        if len(allMessages) == 2:
            res = allMessages[0] + " received before " + allMessages[1]
            # send back string to client
            c.send(res.encode('ascii'))
            print('Sent to client :', res)
            allMessages = []
        else:
            c.send('message received, thank you'.encode('ascii'))
            print('Sent to client : message received, thank you')
        print_lock.release()
    # connection closed
    c.close()

def Main():
    host = ""
    # reserve a port on your computer
    # in our case it is 12345 but it can be anything
    port = 12345
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind((host, port))
    print("socket binded to port", port)
    # put the socket into listening mode
    s.listen(5)
    print("socket is listening")
    # a forever loop until client wants to exit
    while True:
        # establish connection with client
        c, addr = s.accept()
        print('Connected to :', addr[0], ':', addr[1])
        # Start a new thread and return its identifier
        start_new_thread(threaded, (c,))
    s.close()

if __name__ == '__main__':
    Main()

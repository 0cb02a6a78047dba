# Kenji Nakamura  CST311  Programming assignment 2
#
# Why multithreading: recv() is blocking. If the server has only one thread
# it will sit in recv() of one client, and when the other client talks first
# the server does not notice. So every client gets one thread, and both threads
# are waiting in recv() at the same time. The shared list c_msgs is filled by the
# threads, first one in the list = first message.

# import socket programming library
import socket
import time

# import thread module
from _thread import *
import threading

# shared between the threads
c_msgs = []          # messages in the order they came
c_list = []          # all connections

# thread function
def threaded(c, addr):
    print_lock = threading.Lock()

    # wait till the second client is here, nobody may be read before
    while len(c_list) < 2:
        time.sleep(0.05)

    # data received from client
    data = c.recv(1024)
    if not data:
        print('Bye')
        c.close()
        return

    # lock acquired by client
    print_lock.acquire()
    c_msgs.append(str(data.decode('ascii')))
    print('From', addr[0], ':', addr[1], 'message', data.decode('ascii'))
    # lock released
    print_lock.release()

    # wait for the message of the other client also
    while len(c_msgs) < 2:
        time.sleep(0.05)

    # reverse the given string from client
    data = c_msgs[0] + " received before " + c_msgs[1]

    # send back string to client
    print('Sending to', addr[1], ':', data)
    c.send(data.encode('ascii'))

    # connection closed
    c.close()


def Main():
    host = ""

    # reserve a port on your computer
    # in our case it is 12345 but it
    # can be anything
    port = 12345
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((host, port))
    print("socket binded to port", port)

    # put the socket into listening mode
    s.listen(5)
    print("socket is listening")

    # a forever loop until client wants to exit
    while True:

        # establish connection with client
        c, addr = s.accept()
        c_list.append(c)
        print('Connected to :', addr[0], ':', addr[1])

        # Start a new thread and return its identifier
        start_new_thread(threaded, (c, addr))
    s.close()


if __name__ == '__main__':
    Main()

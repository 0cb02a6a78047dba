# Program: serv.py
# Author:  Ivan Petrov
# Class:   CST 311
#
# Why multithreading? Because receiving is blocking, when the server waits for the
# message of client X it can not receive the message of client Y. If there is a thread
# for both then the first message is received by its thread at once, and it is first in the
# shared list.

import socket
import threading

messages = []                 # shared between threads
list_lock = threading.Lock()


# class for thread, it receives the message of one client
class ClientThread(threading.Thread):

    def __init__(self, connection, address):
        super().__init__()
        self.connection = connection
        self.address = address

    def run(self):
        data = self.connection.recv(4096)
        text = data.decode('ascii')
        # save it
        list_lock.acquire()
        messages.append(text)
        if len(messages) == 1:
            print("FIRST message, from", self.address, "is", text)
        else:
            print("SECOND message, from", self.address, "is", text)
        list_lock.release()


def main():
    # ask for the port
    port = int(input("Port for the server: "))

    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(('', port))
    sock.listen(2)

    # accept two clients before receiving
    threads = []
    while len(threads) < 2:
        connection, address = sock.accept()
        print("New connection", address)
        threads.append(ClientThread(connection, address))

    # start both, then wait for both
    for t in threads:
        t.start()
    for t in threads:
        t.join()

    # send the response to clients
    response = messages[0] + " received before " + messages[1]
    for t in threads:
        t.connection.send(response)
        print("Sent to", t.address, response)
        t.connection.close()

    sock.close()


main()

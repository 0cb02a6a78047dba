# ------------------------------------------------------------
# PA2_Server.py
# Author: Nicole Garcia-Lopez
# Class:  CST 311, Week 4
# Abstract: multithreaded server that tells two clients whose
#           message came first.
# Multithreading: it is required because server has to
# be able to receive from client Y while it is still waiting on client X
# (recv blocks), otherwise the order would be decided by the code and not
# by the arrival.
# ------------------------------------------------------------
import socket
import _thread

inbox = []     # list of (name, message), shared by threads
conns = []     # both client sockets
lock = _thread.allocate_lock()


def on_new_client(clientsocket, addr):
    """receive name and message of one client, and answer if both are there"""
    msg = clientsocket.recv(1024).decode()
    name, text = msg.split(',', 1)
    print(addr, '>>', name, 'says', text)
    # lock so that only one thread changes the list
    lock.acquire()
    inbox.append(name + ': ' + text)
    if len(inbox) == 2:
        ack = inbox[0] + ' received before ' + inbox[1]
        # answer both clients
        for c in conns:
            print('server >>', ack)
            c.send(ack.encode())
            c.close()
        # start again for the next pair
        inbox.clear()
        conns.clear()
    lock.release()


s = socket.socket()          # TCP is the default
port = 50000
s.bind(('', port))
s.listen(5)
print('Server started! Waiting for clients...')

while True:
    c, addr = s.accept()     # wait for a client
    print('Got connection from', addr)
    conns.append(c)
    # new thread for this client
    _thread.start_new_thread(on_new_client, (c, addr))
s.close()

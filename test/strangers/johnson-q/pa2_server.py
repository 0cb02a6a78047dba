# Tyler Johnson
# PA2 server
#
# We need multithreading so that the server can talk to more than one client
# at the same time. Otherwise client Y would have to wait for client X.

import socket
import threading

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("", 12001))
print("Server up on 12001")

clients = []     # addresses of the clients
messages = []    # what they said
lock = threading.Lock()


def serve():
    # get a message from a client
    data, addr = sock.recvfrom(1024)
    lock.acquire()
    clients.append(addr)
    messages.append(data.decode())
    lock.release()
    print("Got '%s' from %s" % (data.decode(), addr[0]))


# one thread for each client
t1 = threading.Thread(target=serve)
t2 = threading.Thread(target=serve)
t1.start()
t2.start()
t1.join()
t2.join()

# send the acknowledgement to both clients
ack = messages[0] + " received before " + messages[1]
for c in clients:
    sock.sendto(ack.encode(), c)
    print("Sent '%s' to %s" % (ack, c[0]))
sock.close()

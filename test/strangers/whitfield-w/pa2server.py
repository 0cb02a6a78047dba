# pa2server.py
# Group 7 : T. Whitfield, Jordan A., N. Suzuki
# 09/20/2020
#
# Multithreading is needed here since the server needs to listen to two
# clients simultaneously. Each client is handled by its own thread so that a slow
# client does not block the other. The threads share the variable "first"
# (guarded with a semaphore) so that they know which message was received first.

import socket
import sys
from threading import Thread, Semaphore

port = 12000
if len(sys.argv) == 2:
    port = int(sys.argv[1])

# the first message, empty as long as there is none
first = ""
mutex = Semaphore(1)


# handles one client
def serve(sock, num):
    global first
    message = sock.recv(1024).decode("utf-8")
    print("Received message from client: " + message)
    mutex.acquire()
    if first == "":
        # nobody sent before us
        first = message
        reply = "Your message was received by the server."
    else:
        # we are second so we know both messages now
        reply = first + " received before " + message
    sock.sendall(reply.encode("utf-8"))
    mutex.release()
    sock.close()


# setup of the socket
listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", port))
listener.listen(2)
print("Server listening on port", port)

# wait for both clients to connect
a, addrA = listener.accept()
print("Connection 1:", addrA)
b, addrB = listener.accept()
print("Connection 2:", addrB)

# start threads when both are connected
t1 = Thread(target=serve, args=(a, 1))
t2 = Thread(target=serve, args=(b, 2))
t1.start()
t2.start()
t1.join()
t2.join()
listener.close()

# ok so this is the server for assignment 2 (Daniela Lopez)
#
# why do we need multithreading? well, the server can't sit in recv() for two sockets at once
# unless there's two threads. if i only had one it would be stuck listening to one client and
# if the other one talked first we'd never know who was really first.

import socket
import threading
import time

TCP_IP = '0.0.0.0'
TCP_PORT = 5005
BUFFER_SIZE = 1024

# a global list, both threads put stuff in here. lists are thread safe in python (google says so)
messages = []
sockets = []


# this is what every thread does
def listen_to_client(conn):
    data = conn.recv(BUFFER_SIZE)
    print("received data:", data.decode())
    messages.append(data.decode())


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # otherwise "address already in use" grrr
s.bind((TCP_IP, TCP_PORT))
s.listen(2)

# need both of them connected before we listen to anybody
while len(sockets) != 2:
    conn, addr = s.accept()
    print('Connection address:', addr)
    sockets.append(conn)

for conn in sockets:
    t = threading.Thread(target=listen_to_client, args=[conn])
    t.daemon = True
    t.start()

# sleep until they both said something
while len(messages) < 2:
    time.sleep(0.2)

# messages[0] is the one that came first :)
answer = "X: " + messages[0] + " received before Y: " + messages[1]

# tell everybody
for conn in sockets:
    conn.send(answer.encode())
    print("sent data:", answer)
    conn.close()
s.close()

# Programming assignment 2
# Server for 2 clients
# We need multithreading because the server has to serve 2 clients at the same
# time, without threads the second client has to wait until the first is finished.

import socket
import threading

HOST = '10.0.0.1'
PORT = 8888

# the messages, shared between threads
msgs = []

# thread function: receives the message of one client
def clientThread(conn):
    data = conn.recv(2048)
    msg = data.decode()
    # put it at the end of the list, so first message is msgs[0]
    msgs.append(msg)
    print('Received from client: ' + msg)

# make socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(2)
print('Server listening')

# accept both connections
connections = []
threads = []
for i in range(2):
    c, a = s.accept()
    print('Connected: ' + str(a))
    connections.append(c)

# start threads
for i in range(2):
    t = threading.Thread(target=clientThread, args=(connections[i],))
    t.start()
    threads.append(t)

# wait for all
for t in threads:
    t.join()

# look who was first and make the acknowledgement
if msgs[0].startswith('X'):
    answer = 'X: Alice received before Y: Bob'
elif msgs[0].startswith('Y'):
    anwser = 'Y: Bob received before X: Alice'
# send it to both
for c in connections:
    c.send(answer.encode())
print('Sent to clients: ' + answer)

for c in connections:
    c.close()
s.close()

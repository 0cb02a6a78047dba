'''
Deshawn Hargrove
CST311 assignment 2 server

The reason we need multithreading is that the accept() and the recv() are both blocking.
If we had no threads the server would be stuck with the first client until it is done and the second client could
not be served. With a thread for every client the server can wait for both and whichever message arrives first
goes first in the list. A Condition is used so a thread can wait until the other thread has its message also.
'''
import socket
import threading

HOST = '0.0.0.0'
PORT = 50007

received = []                      # all threads append here
cond = threading.Condition()


# handles one client, runs in a thread
def handle(conn, addr):
    data = conn.recv(1024).decode()          # e.g. "X: Alice"
    print('received from', addr, '->', data)
    with cond:
        received.append(data)
        cond.notify_all()
        # wait for the other client
        while len(received) < 2:
            cond.wait()
    reply = received[0] + ' received before ' + received[1]
    print('sending to', addr, '->', reply)
    conn.sendall(reply.encode())
    conn.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(2)
print('server started')

threads = []
# accept the 2 clients, each one gets a thread
for i in range(2):
    conn, addr = s.accept()
    print('new connection', addr)
    t = threading.Thread(target=handle, args=(conn, addr))
    t.start()
    threads.append(t)

# wait till they are finished
for t in threads:
    t.join()
s.close()
print('server done')

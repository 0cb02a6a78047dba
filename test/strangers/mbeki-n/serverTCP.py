# We need multi threading so that server can talk with two clients at the same time and
# does not have to wait for one client to finish before taking messages of the other.
import socket
import threading

HOST = ''
PORT = 9999
order = []
names = ['X', 'Y']
lock = threading.Lock()

def worker(who):
    global conn
    # recieve the message
    data = clients[who].recv(1024)
    msg = data.decode()
    with lock:
        order.append(who + ': ' + msg)
        print('Got from ' + who + ': ' + msg)
        if len(order) == 2:
            reply = order[0] + ' received before ' + order[1]
            # send it to both clients
            for c in clients:
                conn.send(reply.encode())
            print('Sent to clients: ' + reply)

clients = {}
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(2)
print('Waiting...')
threads = []
for n in names:
    conn, addr = s.accept()
    clients[n] = conn
    conn.send(('You are client ' + n + '\n').encode())   # tell him his name
    print(addr, 'is client', n)

# now both are connected
for n in names:
    t = threading.Thread(target=worker, args=(n,))
    t.start()
    threads.append(t)
for t in threads:
    t.join()

# TCP chat server
from socket import *
import threading
import time

PORT = 12001
m1 = None     # first message
m2 = None     # second message
x = None
y = None

# gets one message
def get(c, who):
    global m1, m2
    m = c.recv(1024).decode()
    print(who, '->', 'server :', m)
    if m1 == None:
        m1 = who + ': ' + m
    else:
        m2 = who + ': ' + m

s = socket(AF_INET, SOCK_STREAM)
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind(('localhost', PORT))
s.listen(1)
print('waiting for X')
x, addr = s.accept()
print('waiting for Y')
y, addr = s.accept()
print('both connected!')

threading.Thread(target=get, args=(x, 'X')).start()
threading.Thread(target=get, args=(y, 'Y')).start()

# wait until we have both
while m1 == None or m2 == None:
    pass
    #time.sleep(0.1)

ack = m1 + ' received before ' + m2
x.send(ack.encode())
y.send(ack.encode())
print('server -> X,Y :', ack)

# extra credit, chat
while True:
    m = x.recv(1024).decode()
    print('X -> server :', m)
    y.send(m.encode())
    print('server -> Y :', m)
    if m == 'Bye':
        break
    m = y.recv(1024).decode()
    print('Y -> server :', m)
    x.send(m.encode())
    print('server -> X :', m)
    if m == 'Bye':
        break
x.close()
y.close()
s.close()

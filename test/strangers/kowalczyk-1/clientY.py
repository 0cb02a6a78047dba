# client Y
from socket import *
s = socket(AF_INET, SOCK_STREAM)
s.connect(('localhost', 12001))
m = input('Y: ')
s.send(m.encode())
print('sent', m)
print('server says', s.recv(1024).decode())

# chat, X begins so we wait
while True:
    m = s.recv(1024).decode()
    print('X:', m)
    if m == 'Bye':
        break
    m = input('Y: ')
    s.send(m.encode())
    print('sent', m)
    if m == 'Bye':
        break
s.close()

# client X
from socket import *
s = socket(AF_INET, SOCK_STREAM)
s.connect(('localhost', 12001))
m = input('X: ')
s.send(m.encode())
print('sent', m)
print('server says', s.recv(1024).decode())

# chat, X begins
while True:
    m = input('X: ')
    s.send(m.encode())
    print('sent', m)
    if m == 'Bye':
        break
    m = s.recv(1024).decode()
    print('Y:', m)
    if m == 'Bye':
        break
s.close()

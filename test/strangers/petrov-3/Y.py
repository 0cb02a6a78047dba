import socket

s = socket.socket()
s.connect(('10.0.0.1', 9999))
m = 'Y: ' + input('msg: ')
s.send(m.encode())
print('send', m)
print('recv', s.recv(1024).decode())
s.close()

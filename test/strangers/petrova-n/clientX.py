import socket, time

s = socket.socket()
s.connect(('10.0.0.1', 8888))
m = 'X: ' + input('X> ')
s.send((m + '@' + str(time.time())).encode())
print(m)
print(s.recv(1000).decode())
s.close()

import socket, time

s = socket.socket()
s.bind(('10.0.0.1', 8888))
s.listen(2)
print('server started')
c1, a1 = s.accept()
print('client 1 connected')
c2, a2 = s.accept()
print('client 2 connected')

m1 = c1.recv(1000).decode().split('@')
print(m1[0])
m2 = c2.recv(1000).decode().split('@')
print(m2[0])

# compare times
if float(m1[1]) < float(m2[1]):
    r = m1[0] + ' received before ' + m2[0]
else:
    r = m2[0] + ' received before ' + m1[0]
print(r)
c1.send(r.encode())
c2.send(r.encode())
time.sleep(1)
c1.close()
c2.close()
s.close()

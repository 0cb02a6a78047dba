import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('10.0.0.1', 9999))
print(s.recv(1024).decode())     # server gives the letter
m = input('Message? ')
s.send(m.encode())
print('sent ' + m)
print('from server: ' + s.recv(1024).decode())   # the acknowledgement
s.close()

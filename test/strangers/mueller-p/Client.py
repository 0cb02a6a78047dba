import socket, sys

port = 5001 if sys.argv[1] == 'X' else 5002
s = socket.socket()
s.connect((sys.argv[2], port))
text = input('Nachricht? ').encode()
s.sendall(b'%03d' % len(text) + text)
print('gesendet:', text.decode())
n = int(s.recv(3))
print('empfangen:', s.recv(n).decode())

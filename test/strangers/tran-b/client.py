# Tran Quoc Bao + Le Minh Duc
# CST311 PA2 client,  python3 client.py [server ip]
import socket
import sys

# mac dinh la h1
ip = '10.0.0.1'
if len(sys.argv) > 1:
    ip = sys.argv[1]

# chon ten X hoac Y
nickname = input("Choose your nickname (X or Y): ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((ip, 55555))

# server gui NICK thi tra loi nickname
message = client.recv(1024).decode('ascii')
if message == 'NICK':
    client.send(nickname.encode('ascii'))

# gui tin nhan
text = input("Message: ")
client.send(text.encode('ascii'))
print('Sent: ' + nickname + ': ' + text)

# nhan ket qua tu server
result = client.recv(1024).decode('ascii')
print('Received: ' + result)
client.close()

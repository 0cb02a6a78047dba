'''
client.py <X or Y> <server ip> - client for Project 2
'''
import socket
import sys

SERVER_PORT = 50007

if len(sys.argv) != 3:
    print('usage: python3 client.py <X or Y> <server ip>')
    sys.exit(1)

letter, ip = sys.argv[1], sys.argv[2]

# TCP connection to the server
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((ip, SERVER_PORT))

# ask the user
text = input('Enter message to send: ')
message = letter + ': ' + text
sock.sendall(message.encode())
print('Sent:', message)

# wait for acknowledgement
answer = sock.recv(1024).decode()
print('From Server:', answer)
sock.close()

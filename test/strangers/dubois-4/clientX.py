"""
Luc Dubois
CST311 PA2 client X
"""
import socket

HOST = '10.0.0.1'   # the server
PORT = 5555

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))              # open the connection with server

# message is fixed, the user only decides when it goes
message = 'X: Alice'
input('Press Enter to send "' + message + '" ')
s.sendall(message.encode('utf-8'))
print('Sent to server:', message)

# wait for the answer
print('Received from server:', s.recv(2048).decode('utf-8'))
s.close()

'''
Linh Dang
CST311 Fall 2018
PA 2 - client X
'''
import socket

host = '10.0.0.1'
port = 12345
BUFFER_SIZE = 1024

# connect to server
tcpClient = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
tcpClient.connect((host, port))

# get the message from the user, e.g. Alice
MESSAGE = "X: " + input("clientX: Enter message: ")
tcpClient.send(MESSAGE.encode())
print("clientX sent:", MESSAGE)

# receive acknowledgement
data = tcpClient.recv(BUFFER_SIZE)
print("clientX received:", data.decode())
tcpClient.close()

'''
Linh Dang
CST311 Fall 2018
PA 2 - client Y
'''
import socket

host = '10.0.0.1'
port = 12345
BUFFER_SIZE = 1024

# connect to server
tcpClient = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
tcpClient.connect((host, port))

# get the message from the user, e.g. Bob
MESSAGE = "Y: " + input("clientY: Enter message: ")
tcpClient.send(MESSAGE.encode())
print("clientY sent:", MESSAGE)

# receive acknowledgement
data = tcpClient.recv(BUFFER_SIZE)
print("clientY received:", data.decode())
tcpClient.close()

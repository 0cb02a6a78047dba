# this is client X
import socket

TCP_IP = '10.0.0.1'
TCP_PORT = 5005
BUFFER_SIZE = 1024

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((TCP_IP, TCP_PORT))
MESSAGE = input("I am client X, what should I say? ")
s.send(MESSAGE.encode())  # has to be bytes in python 3
print("sent data:", MESSAGE)
data = s.recv(BUFFER_SIZE)
s.close()
print("received data:", data.decode())

# Adam Varga, CST311 assignment 2
# CLIENT Y
from socket import *

# ask for the server (10.0.0.1 in mininet)
ip = input('server ip: ')

# tcp connection
s = socket(AF_INET, SOCK_STREAM)
s.connect((ip, 12000))

# hold on until i press enter, so i can choose who is first
input('connected, press enter to send')
s.send('Y: Bob'.encode())

# the ack
print('server says:', s.recv(1024).decode())
s.close()

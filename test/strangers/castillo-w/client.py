# Assignment 2 Client
# Names: Maria Castillo, Kevin Tran, Aaron W.
# Run one time for X and one time for Y

import socket

# ask the user for everything
server = input('Server IP: ')
name = input('Client name (X/Y): ')

# connect to server with TCP
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((server, 13000))

# get message from user and send
message = name + ': ' + input('Message: ')
s.send(message.encode())
print('Message sent to server ->', message)

# print the response
response = s.recv(1024).decode()
print('Message recieved from server ->', response)
s.close()

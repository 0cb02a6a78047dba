'''
Deshawn Hargrove
CST311 assignment 2 client

Run it two times, one on h2 and one on h3.
'''
import socket

# ask the user for everything
host = input('Server address [10.0.0.1]: ') or '10.0.0.1'
who = input('Are you X or Y? ')
text = input('Message: ')

# connect to the server and send
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((host, 50007))
message = who + ': ' + text
s.sendall(message.encode())
print('I sent ->', message)

# wait for the acknowledgement
print('server sent ->', s.recv(1024).decode())
s.close()

# Jayden Smith PA2 client
import socket               # Import socket module
import sys

s = socket.socket()         # Create a socket object
host = socket.gethostname() # Get local machine name
port = 12345                # Reserve a port for your service.

print('Connecting to ', host, port)
s.connect((host, port))

name = sys.argv[1]          # X or Y
msg = input('CLIENT ' + name + ' >> ')
msg = name + ": " + msg     # the server wants the name too
s.send(msg.encode())
print('Sent: ', msg)
msg = s.recv(1024).decode() # wait for the ack
print('SERVER >> ', msg)
s.close()                   # Close the socket when done

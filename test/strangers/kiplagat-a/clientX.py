# Name: Faith Kiplagat
# Course: CST 311
# Assignment 2: client X
# Client X sends "X: Alice" to the server and prints the acknowledgement

import random
import socket
import time

SERVER = '10.0.0.1'
#SERVER = 'localhost'
PORT = 6789

# connect to the server with TCP
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER, PORT))
print("Connected to server")

# wait for a random time so that X is not always first
time.sleep(random.uniform(1, 5))

message = "X: Alice"
s.send(message.encode())
print("Sent to server:", message)

# receive the acknowledgement
reply = s.recv(1024).decode()
print("Received from server:", reply)
s.close()

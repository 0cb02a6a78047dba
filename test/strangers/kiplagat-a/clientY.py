# Name: Faith Kiplagat
# Course: CST 311
# Assignment 2: client Y
# Client Y sends "Y: Bob" to the server and prints the acknowledgement

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

# wait for a random time so that Y is not always first
time.sleep(random.uniform(1, 5))

message = "Y: Bob"
s.send(message.encode())
print("Sent to server:", message)

# receive the acknowledgement
reply = s.recv(1024).decode()
print("Received from server:", reply)
s.close()

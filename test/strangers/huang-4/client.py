####################################################################
# CST 311 Homework 2 -- Wei Huang
# client.py, used for X and for Y
####################################################################
import socket
import threading
import os

SERVER = "127.0.0.1"     # change to 10.0.0.1 in mininet
PORT = 9090

# who are we?
role = input("Are you X or Y? ").strip().upper()
name = input("Name: ")

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER, PORT))

# first message
msg = role + ": " + name
s.send(msg.encode())
print("sent:", msg)

# first answer of server is the ack
print("server:", s.recv(1024).decode())

# thread that prints the messages from other client
def listen():
    while True:
        data = s.recv(1024)
        if not data:
            print("server closed connection")
            os._exit(0)
        print(data.decode())

threading.Thread(target=listen, daemon=True).start()

# keyboard: everything typed is sent
print("You can chat now, Bye to stop")
while True:
    text = input()
    s.send(text.encode())
    print("me:", text)
    if text == "Bye":
        break
s.close()

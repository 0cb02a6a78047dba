# Tyler Jackson
# CST 311
# PA2 - client Y

import socket

# make TCP connection
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(("10.0.0.1", 13000))

# ask what to send
name = input("Client Y, enter your message: ")
message = "Y: " + name

# send it
sock.send(message.encode())
print("Client Y sent: " + message)

# receive acknowledgement
reply = sock.recv(1024).decode()
print("Client Y received: " + reply)
sock.close()

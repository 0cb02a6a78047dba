# Tyler Jackson
# CST 311
# PA2 - client X

import socket

# make TCP connection
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect(("10.0.0.1", 13000))

# ask what to send
name = input("Client X, enter your message: ")
message = "X: " + name

# send it
sock.send(message.encode())
print("Client X sent: " + message)

# receive acknowledgement
reply = sock.recv(1024).decode()
print("Client X received: " + reply)
sock.close()

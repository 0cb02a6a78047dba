# Name: Anika Gupta
# Assignment 2, Client X
import socket

HOST = "127.0.0.1"
PORT = 65432

# connect to the server
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((HOST, PORT))

# send the message when the user types it
message = "X: " + input("Enter name: ")
client.send(message.encode())
print("Message to server: " + message)

# get acknowledgement
data = client.recv(1024).decode()
print("Message from server: " + data)
client.close()

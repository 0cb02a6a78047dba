from socket import *

serverName = "10.0.0.1"
serverPort = 12345
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
message = input("Client Y, enter name: ")
clientSocket.send(("Y: " + message).encode())
print("Sent: Y: " + message)
print("From server: " + clientSocket.recv(1024).decode())
clientSocket.close()

from socket import *

serverName = "10.0.0.1"
serverPort = 12345
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
message = input("Client X, enter name: ")
clientSocket.send(("X: " + message).encode())
print("Sent: X: " + message)
print("From server: " + clientSocket.recv(1024).decode())
clientSocket.close()

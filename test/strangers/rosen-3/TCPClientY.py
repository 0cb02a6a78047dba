# TCPClientY.py
# Written by: Eli Rosen
# CST311 - Computer Networks - Assignment #2
from socket import *

serverName = "10.0.0.1"
serverPort = 12000
# connect
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
# press enter to send "Y: Bob"
input("Press enter to send Y: Bob")
sentence = "Y: Bob"
clientSocket.send(sentence.encode())
print("Sent: " + sentence)
# response
response = clientSocket.recv(1024)
print("From Server: " + response.decode())
clientSocket.close()

# client Y
# Team: Rohit Sharma, Anjali Verma
from socket import *

serverName = '10.0.0.1'   # h1 ka ip
serverPort = 12000

clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
# user se message lo
sentence = input("Input your name: ")
clientSocket.send(("Y: " + sentence).encode())
print("Sent to server: Y: " + sentence)
# server ka answer
modifiedSentence = clientSocket.recv(1024)
print("From Server:", modifiedSentence.decode())
clientSocket.close()

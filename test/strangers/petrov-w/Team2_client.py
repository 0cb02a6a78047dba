#Team 2 client, start it two times. the first one is X, second one is Y
from socket import *
import sys

serverPort = 12000
#server ip can be given: python3 Team2_client.py 10.0.0.1
if len(sys.argv) > 1:
    serverName = sys.argv[1]
else:
    serverName = input("Server ip: ")

clientSocket = socket(AF_INET,SOCK_STREAM)
clientSocket.connect((serverName,serverPort))
print("waiting for the other client...")

#server tells us our letter (last character)
hello = clientSocket.recv(1024).decode()
print("From Server: " + hello)
me = hello[-1]

#send name
sentence = input("Input name: ")
clientSocket.send(sentence.encode())
print("Sent to server: " + sentence)

#get ack (2 lines)
ack = clientSocket.recv(1024).decode()
print("From Server: " + ack)

#chat, X starts
print("--- chat, say Bye to quit ---")
myTurn = (me == 'X')
other = 'Y' if me == 'X' else 'X'
while True:
    if myTurn:
        text = input("Your turn: ")
        if text == "":
            text = " "      #can't send empty
        clientSocket.send(text.encode())
        print(me + " (me): " + text)
    else:
        print("waiting for " + other + "...")
        text = clientSocket.recv(1024).decode()
        if text == "":
            break
        print(other + ": " + text)
    if text == "Bye":
        break
    myTurn = not myTurn
clientSocket.close()

# Name:   Yusuf Abubakar
# Class:  CST 311, Introduction to Computer Networks
# Title:  PA2_Client_Abubakar.py
# Abstract: Client X or Y for Programming Assignment 2. The user types who he is
#           and the server address.
# Date:   Spring

import socket
import threading

serverPort = 11000

# ask the user
client = input("Are you client X or Y: ")
name = input("Enter your name: ")
serverName = input("Server address [10.0.0.1]: ")
if serverName == "":
    serverName = "10.0.0.1"

# connect with TCP
clientSocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
clientSocket.connect((serverName, serverPort))

# send the message
input("Connected. Press enter to send your message")
message = client + ": " + name
clientSocket.send(message.encode())
print("Sent: " + message)

# receive acknowledgement
response = clientSocket.recv(1024).decode()
print("From server: " + response)


# thread that prints what the other client says
def receiveChat():
    while True:
        try:
            text = clientSocket.recv(1024).decode()
        except OSError:
            break
        if not text:
            print("Chat is over")
            break
        print(text)


t = threading.Thread(target=receiveChat, daemon=True)
t.start()

# keyboard loop, Bye stops it
print("You can chat now, Bye to exit")
while True:
    text = input()
    line = name + " says " + text
    try:
        clientSocket.send(line.encode())
    except OSError:
        break
    if text == "Bye":
        break
clientSocket.close()

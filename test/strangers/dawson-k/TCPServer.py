#TCPServer.py
#Why we need multithreading: because there is two clients and server has to talk to
#both at the same time. With threads every client has own thread
from socket import *
import threading

serverPort = 12000
# Create a TCP socket
# Notice the use of SOCK_STREAM for TCP packets
serverSocket = socket(AF_INET,SOCK_STREAM)
# Assign IP address and port number to socket
serverSocket.bind(('',serverPort))
serverSocket.listen(1)
print ('The server is ready to receive')

messages = ["",""]

# this is the function for the thread
def clientThread(connectionSocket, number):
    sentence = connectionSocket.recv(1024).decode()
    print("From client:", sentence)
    # save the message in the list
    messages[number] = sentence

# accept first client
connectionSocket1, addr1 = serverSocket.accept()
print("first connection")
# accept second client
connectionSocket2, addr2 = serverSocket.accept()
print("second connection")

# make the threads
t1 = threading.Thread(target=clientThread, args=(connectionSocket1,0))
t2 = threading.Thread(target=clientThread, args=(connectionSocket2,1))
t1.start()
t2.start()
# wait that they finish
t1.join()
t2.join()

# messages[0] was first, messages[1] was second
response = messages[0] + " received before " + messages[1]
print("Sending:", response)
connectionSocket1.send(response.encode())
connectionSocket2.send(response.encode())

# Close connection to client (but not welcoming socket)
connectionSocket1.close()
connectionSocket2.close()

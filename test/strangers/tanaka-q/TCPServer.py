# TCPServer.py
# Multithreading: two clients are connected to this server and it must wait for
# messages of both of them. Because recv() is a blocking function, it is
# necessary to make a thread for each client.
from socket import *
import threading
import time

serverPort = 6789
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print('The server is ready to receive')

messageList = []   # global variable, threads put messages here
lock = threading.Lock()

def receiveThread(connectionSocket):
    global messageList
    sentence = connectionSocket.recv(1024).decode()
    lock.acquire()
    messageList.append(sentence)
    lock.release()
    print('From client: ' + sentence)

# Wait for the connection of both clients
connection1, addr1 = serverSocket.accept()
print('First client is connected')
connection2, addr2 = serverSocket.accept()
print('Second client is connected')

# Start receiving
threading.Thread(target=receiveThread, args=(connection1,)).start()
threading.Thread(target=receiveThread, args=(connection2,)).start()

# Wait until two messages came (main thread looks 10 times per second)
while len(messageList) < 2:
    time.sleep(0.1)

# Make the reply
reply = messageList[0] + ' received before ' + messageList[1]
print('To clients: ' + reply)
connection1.send(reply.encode())
connection2.send(reply.encode())
connection1.close()
connection2.close()

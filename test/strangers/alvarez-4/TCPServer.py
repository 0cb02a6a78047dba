# TCPServer.py
# CST 311 - Programming Assignment 2
# Maria Alvarez
#
# Why do we need multithreading?
#   recv() is a blocking call.  If the server had just one thread it would have to
#   choose which client to listen to first, for example X.  If Y then sends its
#   message before X the server would still be stuck waiting on X and it could not tell
#   that Y was really first.  With one thread per client both recv() calls wait
#   at the same time and the thread whose message comes first writes it first
#   into the shared list.

from socket import *
import threading

serverPort = 12000

# shared between the threads: messages in the order in which they were received
messages = []
# lock so that only one thread at a time can touch the list
lock = threading.Lock()


# This function is run by each thread, it waits for one message of one client
def getMessage(connectionSocket, addr):
    sentence = connectionSocket.recv(1024).decode()
    # only one thread can be in here
    with lock:
        messages.append(sentence)
        print("Client sent message", len(messages), ":", sentence)


# make the welcoming socket (TCP)
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print("The server is ready to receive 2 connections...")

# accept BOTH connections before anything is received
connection1, addr1 = serverSocket.accept()
print("Accepted first connection, from", addr1)
connection2, addr2 = serverSocket.accept()
print("Accepted second connection, from", addr2)
print("\nWaiting to receive messages from client X and client Y...\n")

# one thread for every client
thread1 = threading.Thread(target=getMessage, args=(connection1, addr1))
thread2 = threading.Thread(target=getMessage, args=(connection2, addr2))
thread1.start()
thread2.start()

# wait until both messages are here
thread1.join()
thread2.join()

# messages[0] is the one received first
response = messages[0] + " received before " + messages[1]

# send the acknowledgement to both clients and print it here too
print("Sending to both clients:", response)
connection1.send(response.encode())
connection2.send(response.encode())

print("\nDone. Closing the sockets.")
connection1.close()
connection2.close()
serverSocket.close()

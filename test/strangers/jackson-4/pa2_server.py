# Tyler Jackson
# CST 311
# PA2 - server
#
# Multithreading is needed to solve this problem because the server must be able to
# receive from the 2 clients simultaneously. Without threads it would have to
# receive from one client and then from the other and so it wouldn't know who was really
# first, the order would be always the same.

import socket
from threading import Thread, Lock

received = []      # global list, shared by the threads
mutex = Lock()     # for the list


class ClientHandler(Thread):
    """ Thread for one client """

    def __init__(self, sock, addr):
        Thread.__init__(self)
        self.sock = sock
        self.addr = addr

    def run(self):
        # get the message
        message = self.sock.recv(1024).decode()
        print("Message from client " + str(self.addr) + " is: " + message)

        # save message in the list
        mutex.acquire()
        received.append(message)
        count = len(received)
        mutex.release()

        # if both messages are here, send the acknowledgement
        if count == 2:
            ack = received[0] + " received before " + received[1]
            self.sock.send(ack.encode())
            print("Acknowledgement sent: " + ack)


# create socket, bind, listen
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("10.0.0.1", 13000))
server.listen(2)
print("Server is listening")

# accept client 1 and client 2
sock1, addr1 = server.accept()
print("Client 1 connected", addr1)
sock2, addr2 = server.accept()
print("Client 2 connected", addr2)

# create the threads and start them
handler1 = ClientHandler(sock1, addr1)
handler2 = ClientHandler(sock2, addr2)
handler1.start()
handler2.start()

# keep on until the threads are done
handler1.join()
handler2.join()
print("Server is done")
server.close()
input("Press enter to exit")

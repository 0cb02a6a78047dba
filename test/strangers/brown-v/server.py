#####################################################################
# server.py   Kayla Brown   CST311
#
# Multithreading explained: I need multithreading because both clients
# can send whenever they want. If I used one thread I would have to
# guess which client to listen to first. When I use 2 threads both are
# listened to, and the thread that gets its message first writes it in
# the shared list first.
#####################################################################
import socket
import threading

HOST = "0.0.0.0"
PORT = 31100

finish = []                      # shared list, first message is finish[0]
mylock = threading.Lock()

# thread function, letter is X for the first connection, Y for second
def client_thread(conn, letter):
    name = conn.recv(1024).decode()
    with mylock:                 # one at a time!
        finish.append(letter + ": " + name)
    print("Got from client", letter, "the message:", name)

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen()
print("Server is on, start the clients (first one is X)")

connX, addrX = server.accept()
print("X =", addrX)
connY, addrY = server.accept()
print("Y =", addrY)

# both connected, let's go
tX = threading.Thread(target=client_thread, args=(connX, "X"))
tY = threading.Thread(target=client_thread, args=(connY, "Y"))
tX.start()
tY.start()
tX.join()
tY.join()

# send who won
result = finish[0] + " received before " + finish[1]
print("Sending to X and Y:", result)
connX.send(result.encode())
connY.send(result.encode())
connX.close()
connY.close()
server.close()

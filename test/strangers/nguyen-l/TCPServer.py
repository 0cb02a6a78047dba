# Kevin Nguyen, PA2
# We need multithreading because the server has to handle two clients at the same time,
# with a single thread one client would block the other one.
import socket
import threading

HOST = ''
PORT = 9999
order = []     # order of messages

def handle(c, name):
    # receive the message of the client
    data = c.recv(2048).decode()
    print("Received from client:", data)
    order.append(data)

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((HOST, PORT))
s.listen(5)
print("Server started. Waiting for clients...")

# connect both clients first
c1, a1 = s.accept()
print("Client 1 connected from", a1)
c2, a2 = s.accept()
print("Client 2 connected from", a2)

# tell the clients they can send
c1.send("Connected, you can send now".encode())
c2.send("Connected, you can send now".encode())

# start the threads
for c, n in [(c1, "X"), (c2, "Y")]:
    t = threading.Thread(target=handle, args=(c, n))
    t.start()
    t.join()    # wait for thread to finish

# respond to both
response = order[0] + " received before " + order[1]
print("Sending to clients:", response)
c1.send(response.encode())
c2.send(response.encode())
c1.close()
c2.close()
s.close()

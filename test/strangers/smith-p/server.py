"""
Jayden Smith
PA2 server

We need multithreading because the server has to be able to recieve from two clients
simultaneously - otherwise it would be stuck waiting on one of them and wouldnt know
if the other one already sent something.
"""
import socket               # Import socket module
from threading import Thread
from queue import Queue

s = socket.socket()         # Create a socket object
host = socket.gethostname() # Get local machine name
port = 12345                # Reserve a port for your service.
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((host, port))        # Bind to the port

q = Queue()                 # threads put the msgs in here

def on_new_client(clientsocket, addr):
    msg = clientsocket.recv(1024).decode()
    # do some checks and if msg == someWeirdSignal: break:
    print(addr, ' >> ', msg)
    q.put(msg)

print('Server started!')
print('Waiting for clients...')
s.listen(5)                 # Now wait for client connection.

c1, addr1 = s.accept()      # Establish connection with client.
print('Got connection from', addr1)
c, addr = s.accept()        # Establish connection with the other client.
print('Got connection from', addr)

# both are connected, now recieve
Thread(target=on_new_client, args=(c1, addr1)).start()
Thread(target=on_new_client, args=(c, addr)).start()

first = q.get()             # blocks until there is something
second = q.get()
ack = first + " received before " + second

# send the ack to both clients
for client in [c1, c]:
    print('SERVER >> ', ack)
    c.send(ack.encode())
c.close()                   # Close the connection
s.close()

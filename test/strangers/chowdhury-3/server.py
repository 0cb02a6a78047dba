# Rafi Chowdhury - Assignment 2 - Networks
#
# We need multithreading because the server has to listen to two clients at once. Every
# client is handled in its own thread so that one client waiting at
# the keyboard does not block the other client.

import threading
import socket

host = '127.0.0.1'  # change to 10.0.0.1 on mininet
port = 55555

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []     # connected sockets
nicknames = []   # names, same index as clients
order = []       # messages in order


# Sends a message to all clients
def broadcast(message):
    print(f"broadcast: {message.decode('ascii')}")
    for client in clients:
        client.send(message)


# Handles one client
def handle(client):
    while True:
        try:
            message = client.recv(1024)
            if not message:
                raise ConnectionError
            index = clients.index(client)
            text = f"{nicknames[index]}: {message.decode('ascii')}"
            print(f"received: {text}")
            order.append(text)
            # both are here, tell everyone
            if len(order) == 2:
                broadcast(f"{order[0]} received before {order[1]}".encode('ascii'))
                order.clear()
        except:
            # remove and close client
            index = clients.index(client)
            clients.remove(client)
            client.close()
            nickname = nicknames[index]
            nicknames.remove(nickname)
            print(f"{nickname} left")
            break


# Main loop, waits for connections
def receive():
    while True:
        client, address = server.accept()
        print(f"Connected with {str(address)}")

        # ask the client for the nickname (X or Y)
        client.send('NICK'.encode('ascii'))
        nickname = client.recv(1024).decode('ascii')
        nicknames.append(nickname)
        clients.append(client)
        print(f"Nickname of the client is {nickname}")

        # start the handling thread
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


print("Server is listening...")
receive()

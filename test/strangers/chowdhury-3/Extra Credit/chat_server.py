# Extra credit chat server - Rafi Chowdhury
import threading
import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('127.0.0.1', 55556))  # 10.0.0.1 on mininet
server.listen()
clients = []


# relay everything to the other client(s)
def handle(client):
    while True:
        message = client.recv(1024)
        if not message:
            break
        print("relay:", message.decode('ascii'))
        for c in clients:
            if c != client:
                c.send(message)
        # Bye ends the chat
        if message.decode('ascii').endswith('Bye'):
            for c in clients:
                c.close()
            break


while True:
    client, address = server.accept()
    clients.append(client)
    print("Connected with", address)
    threading.Thread(target=handle, args=(client,)).start()

# Tran Quoc Bao + Le Minh Duc
# CST311 PA2 server
#
# Tai sao can multithreading: vi recv() va accept() deu block. Neu khong co thread thi khi server
# dang doi tin nhan cua client 1 no khong the nhan tin nhan cua client 2. Moi client 1 thread
# thi 2 client gui luc nao cung duoc, ai gui truoc thi vao list truoc.
# (We need multithreading because the server must wait on two clients in the same time)

import socket
import sys
import threading

host = '0.0.0.0'
port = 55555

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((host, port))
server.listen()

# danh sach client va nickname
clients = []
nicknames = []
messages = []     # tin nhan theo thu tu den
lock = threading.Lock()


# gui cho tat ca client
def broadcast(message):
    for client in clients:
        client.send(message)


# moi client co 1 thread chay ham nay
def handle(client, nickname):
    message = client.recv(1024).decode('ascii')
    with lock:
        messages.append(nickname + ': ' + message)
        print('Received: ' + nickname + ': ' + message)
        if len(messages) == 2:
            result = messages[0] + ' received before ' + messages[1]
            print('Sent: ' + result)
            broadcast(result.encode('ascii'))


def receive():
    while True:
        client, address = server.accept()
        print("Connected with {}".format(str(address)))

        # hoi nickname cua client
        client.send('NICK'.encode('ascii'))
        nickname = client.recv(1024).decode('ascii')
        nicknames.append(nickname)
        clients.append(client)
        print("Nickname is {}".format(nickname))

        # bat dau thread
        thread = threading.Thread(target=handle, args=(client, nickname))
        thread.start()


print('Server is listening...')
receive()

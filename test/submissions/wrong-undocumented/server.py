from socket import *
import threading

serverPort = 12000
received = []
lock = threading.Lock()


def receive(connection):
    text = connection.recv(1024).decode()
    with lock:
        received.append(text)
        print("From client:", text)


def main():
    server_socket = socket(AF_INET, SOCK_STREAM)
    server_socket.bind(('', serverPort))
    server_socket.listen(2)
    print('The server is ready to receive 2 connections....')
    connections = []
    while len(connections) < 2:
        connection, address = server_socket.accept()
        connections.append(connection)
    threads = [threading.Thread(target=receive, args=(c,)) for c in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer = received[0] + " received before " + received[1]
    for connection in connections:
        connection.send(answer.encode())
        connection.close()
    print("Sent acknowledgment:", answer)


main()

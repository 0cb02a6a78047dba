import socket
import threading

arrived = []
lock = threading.Lock()


def receive(connection):
    message = connection.recv(1024).decode().strip()
    with lock:
        arrived.append(message)
        print("Received:", message)


def main():
    listener = socket.create_server(("", 12000))
    connections = [listener.accept()[0] for _ in range(2)]
    threads = [threading.Thread(target=receive, args=(one,)) for one in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answer = "%s received before %s" % tuple(arrived)
    for one in connections:
        one.sendall((answer + "\n").encode())
        print("Sent:", answer)


main()

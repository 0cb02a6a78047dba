# Extra credit chat client - Rafi Chowdhury
import socket
import threading

name = input("Name: ")
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 55556))


def receive():
    while True:
        message = client.recv(1024).decode('ascii')
        if message == '':
            print("Chat ended")
            client.close()
            break
        print(message)


threading.Thread(target=receive).start()
while True:
    text = f"{name}: {input('')}"
    client.send(text.encode('ascii'))
    print("(me) " + text)
    if text.endswith('Bye'):
        break

# Rafi Chowdhury - Assignment 2
# run twice, enter X in one and Y in the other
import socket
import threading

nickname = input("Choose your name (X or Y): ")

# connect to server
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 55555))


# prints all that the server sends
def receive():
    while True:
        try:
            message = client.recv(1024).decode('ascii')
            if message == 'NICK':
                client.send(nickname.encode('ascii'))
            elif message == '':
                break
            else:
                print(f"Server: {message}")
        except:
            print("An error occured!")
            client.close()
            break


# reads from the keyboard and sends
def write():
    while True:
        message = input('')
        client.send(message.encode('ascii'))
        print(f"Sent: {message}")


receive_thread = threading.Thread(target=receive)
receive_thread.start()

write_thread = threading.Thread(target=write)
write_thread.start()

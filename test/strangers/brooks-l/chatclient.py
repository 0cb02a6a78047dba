# Tyler Brooks
# chat client
import socket
import threading

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('10.0.0.1', 5555))

# receive messages from server
def receive():
    while True:
        msg = client.recv(2048).decode()
        if not msg:
            break
        print(msg)

t = threading.Thread(target=receive)
t.daemon = True
t.start()

# send what is typed
while True:
    text = input()
    client.send(text.encode())
    print("You: " + text)
    if text == "Bye":
        break
client.close()

##########################################
# chatClient.py
# Rosa Quintana / CST 311 / Spring 2020
##########################################
import socket
import threading

HOST = '10.0.0.1'
PORT = 2020

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))
print('Connected. Type your messages, Bye to end')


# prints the messages from the server
def listen():
    while True:
        text = s.recv(1024).decode()
        if not text:
            print('*** connection closed, press Enter')
            break
        print('received: ' + text)


t = threading.Thread(target=listen)
t.start()
# keyboard loop
while t.is_alive():
    text = input()
    s.send(text.encode())
    print('sent: ' + text)
    if text == 'Bye':
        break
t.join()
s.close()

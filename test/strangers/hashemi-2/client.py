'''
Client for assignment 2
usage: python3 client.py <server ip> <X or Y>
'''
import socket
import sys
import threading

if len(sys.argv) != 3:
    print("usage: python3 client.py <server ip> <X or Y>")
    sys.exit()

s = socket.socket()
s.connect((sys.argv[1], 7777))

# first message
name = input("Enter your name: ")
first = sys.argv[2] + ": " + name
s.send(first.encode())
print("Sent:", first)
print("Server:", s.recv(1024).decode())

# thread that prints messages of the other
def listen():
    while True:
        data = s.recv(1024)
        if not data:
            break
        print("Other:", data.decode())

threading.Thread(target=listen, daemon=True).start()

# chat loop
while True:
    text = input()
    s.send(text.encode())
    print("You:", text)
    if text == "Bye":
        break
s.close()

# Devansh Patel  CST 311 Assignment 2
# chat client, start X first and then Y
import socket, threading, sys, os

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("10.0.0.1", 2222))

# receive in the background so we can type at the same time
def recvThread():
    while True:
        m = s.recv(1024).decode()
        if not m:
            print("Disconnected")
            os._exit(0)
        print("Received: " + m)

threading.Thread(target=recvThread).start()

print("Enter your name (first message), then chat. Bye = exit")
for line in sys.stdin:
    line = line.strip()
    if line == "":
        continue
    s.send(line.encode())
    print("Sent: " + line)

#####################################################################
# chat_client.py   Kayla Brown   CST311   EXTRA CREDIT
# ex: python3 chat_client.py 10.0.0.1
#####################################################################
import os
import socket
import sys
import threading

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((sys.argv[1], 31101))
print(client.recv(1024).decode())      # You are X / You are Y
print("type your messages, Bye to get out")

# shows what the friend says
def listen():
    while True:
        try:
            text = client.recv(1024).decode()
        except OSError:
            text = ""
        if not text:
            print("** chat is closed **", flush=True)
            os._exit(0)
        print(text, flush=True)

threading.Thread(target=listen, daemon=True).start()

while True:
    text = input()
    # wipe what I typed from the screen, looks messy otherwise:
    # cursor 1 up, clear the line
    print("\033[A\033[2K", end="", flush=True)
    if text != "":
        client.send(text.encode())

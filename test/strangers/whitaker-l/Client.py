'''
Author: Deb Whitaker
Class: CST311, Assignment #2
Run it as:   python3 Client.py            (on mininet, server on h1)
        or   python3 Client.py localhost  (at home)
'''
import os
import socket
import sys
import threading

host = sys.argv[1] if len(sys.argv) > 1 else '10.0.0.1'
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((host, 12345))
print('Connected, waiting for the other client...')
reader = sock.makefile('r')
print('Server says:', reader.readline().strip())   # "You are client ?"


def listen():
    '''background thread: print everything the server sends'''
    for line in reader:
        print('Received:', line.strip())
    print('Connection closed by server.')
    os._exit(0)     # main thread is stuck in input()


threading.Thread(target=listen, daemon=True).start()
print('Type messages. "Bye" ends the chat.')
while True:
    try:
        text = input()
    except EOFError:
        text = 'Bye'
    sock.sendall((text + '\n').encode())
    print('Sent:', text)
    if text.lower() == 'bye':
        break
threading.Event().wait(3)    # let the listener print the rest

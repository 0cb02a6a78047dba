'''
client.py  (Mateus Silva)
python3 client.py server_ip X|Y name
'''
import os
import sys
import time
from socket import socket, AF_INET, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR
from threading import Thread

server_ip, letter, name = sys.argv[1:4]


def talk_to_server():
    '''Assignment: send message, get the acknowledgement. Returns address for chat.'''
    s = socket(AF_INET, SOCK_STREAM)
    s.connect((server_ip, 15000))
    input('Connected to the server, ENTER to send ')
    message = letter + ': ' + name
    s.sendall(message.encode())
    print('Sent:', message)
    answer = s.makefile().read().splitlines()
    print('Received:', answer[0])
    ip, port = answer[1].split()
    s.close()
    return ip, int(port)


def open_chat(address):
    '''X waits for Y, Y connects to X.'''
    s = socket(AF_INET, SOCK_STREAM)
    if letter == 'X':
        s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        s.bind(('', address[1]))
        s.listen(1)
        return s.accept()[0]
    while True:
        try:
            s.connect(address)
            return s
        except ConnectionRefusedError:
            time.sleep(0.5)       # X is not ready yet
            s = socket(AF_INET, SOCK_STREAM)


def show(chat):
    '''Thread that shows the messages of the other one.'''
    for line in chat.makefile():
        print('<<', line.strip(), flush=True)
        if line.strip() == 'Bye':
            break
    print('Chat finished', flush=True)
    os._exit(0)


def main():
    address = talk_to_server()
    chat = open_chat(address)
    print('Chat is open, write something')
    Thread(target=show, args=(chat,), daemon=True).start()
    while True:
        text = input()
        chat.sendall((text + '\n').encode())
        print('>>', text, flush=True)
        if text == 'Bye':
            chat.close()
            break


main()

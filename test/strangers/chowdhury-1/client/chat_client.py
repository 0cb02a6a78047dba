# chat_client.py    Rafi Chowdhury    CST 311
# Asks for the client's name (X or Y), sends the messages typed on the keyboard
# and prints everything which comes from the server.
import json
import os
import socket
import threading

HOST = '10.0.0.1'
PORT = 9090

name = input('Client name (X or Y): ').strip()

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((HOST, PORT))
print('Connected. First message goes to the server, after that you can chat. Bye to quit.')


# background thread: print what the server sends
def listen():
    for line in sock.makefile('r', encoding='utf-8'):
        m = json.loads(line)
        if m['type'] == 'ack':
            print('From server:', m['text'])
        else:
            print(m['name'] + ' says:', m['text'])
    print('Connection closed by server')
    os._exit(0)        # also stops the input() below


threading.Thread(target=listen, daemon=True).start()

# main thread: keyboard
while True:
    try:
        text = input()
    except EOFError:
        break
    sock.sendall((json.dumps({'name': name, 'text': text}) + '\n').encode('utf-8'))
    print('Sent:', text)
threading.Event().wait()   # wait for the listener

# client.py  -  start with   python3 client.py X   or   python3 client.py Y
import select
import socket
import sys

SERVER = "10.0.0.1"
PORT = 7070

me = sys.argv[1]
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER, PORT))
print("connected, type your name and press enter, then you can chat")

while True:
    # wait for the keyboard or for the server
    r, _, _ = select.select([s, sys.stdin], [], [])
    if s in r:
        data = s.recv(512)
        if not data:
            print("server closed the connection")
            break
        print("received:", data.decode())
    if sys.stdin in r:
        line = sys.stdin.readline().strip()
        if line:
            msg = me + ": " + line
            s.sendall(msg.encode())
            print("sent:", msg)
s.close()

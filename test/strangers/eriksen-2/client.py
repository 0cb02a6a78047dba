# PA2 client - Lars Eriksen
import socket
import time

print("Server address (Enter = 10.0.0.1): ", end="")
host = input().strip() or "10.0.0.1"

# which client
letter = ""
while letter not in ("X", "Y"):
    letter = input("Are you X or Y? ").strip().upper()

# try until the server is up
while True:
    try:
        s = socket.socket()
        s.connect((host, 6000))
        break
    except OSError:
        print("server is not there, trying again in 1 s")
        s.close()
        time.sleep(1)
print("connected")

name = input("What shall I send? ")
message = letter + ": " + name
# the zero byte is the end of message
s.sendall(message.encode() + b"\0")
print("I sent:", message)

# read the reply until the zero byte
reply = b""
while not reply.endswith(b"\0"):
    part = s.recv(100)
    if not part:
        break
    reply += part
print("Server says:", reply.rstrip(b"\0").decode())
s.close()

# pa2client.py
# usage: python3 pa2client.py <X or Y> <server ip> [port]

import socket
import sys

who = sys.argv[1]
ip = sys.argv[2]
port = int(sys.argv[3]) if len(sys.argv) > 3 else 12000

# connect to the server
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.settimeout(300)      # give up after 5 minutes
try:
    sock.connect((ip, port))
except socket.error as err:
    print("Can't connect:", err)
    sys.exit(1)

# message from the keyboard, prefix is X: or Y:
msg = who + ": " + input("Enter your message: ")
sock.sendall(msg.encode("utf-8"))
print("Message sent:", msg)

# answer
try:
    print("Message from server:", sock.recv(1024).decode("utf-8"))
except socket.timeout:
    print("no answer")
sock.close()

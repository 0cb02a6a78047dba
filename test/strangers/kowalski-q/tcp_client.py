# Client X or Y
# python3 tcp_client.py 10.0.0.1 X
import socket
import sys

host = sys.argv[1]
who = sys.argv[2]

# create socket and connect with server
sock = socket.socket()
sock.connect((host, 9000))

# message from keyboard
text = input("Enter message: ")
msg = who + ": " + text
sock.sendall((msg + "\n").encode())
print("Sent to server:", msg)

# answer (makefile lets us read a whole line)
print("Received from server:", sock.makefile().readline().strip())
sock.close()

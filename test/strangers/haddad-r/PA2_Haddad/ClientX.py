import socket
from settings import SERVER, PORT

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER, PORT))
input("Client X connected, press Enter to send ")
msg = "X: Alice"
s.sendall((msg + "\n").encode())
print("sent", msg)
print("received", s.makefile().readline().strip())
s.close()

# client X
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("10.0.0.1", 8000))    # connect to server on h1
msg = input("message: ")
s.send(msg.encode())
print("to server: " + msg)
# reply of the server
print("from server: " + s.recv(1024).decode())
s.close()

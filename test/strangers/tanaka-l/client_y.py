# CST311 PA2  Yuki Tanaka   client Y
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("10.0.0.1", 6789))
# first READY from server
print("server -> y:", s.recv(5).decode())
name = input("message for client Y [Bob]: ") or "Bob"    # just Enter = default
m = "Y: " + name
s.sendall(m.encode())
print("y -> server:", m)
# then the result
print("server -> y:", s.recv(1024).decode())
s.close()

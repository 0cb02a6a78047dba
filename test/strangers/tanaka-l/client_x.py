# CST311 PA2  Yuki Tanaka   client X
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("10.0.0.1", 6789))
# first READY from server
print("server -> x:", s.recv(5).decode())
name = input("message for client X [Alice]: ") or "Alice"    # just Enter = default
m = "X: " + name
s.sendall(m.encode())
print("x -> server:", m)
# then the result
print("server -> x:", s.recv(1024).decode())
s.close()

# Client X, sends name Alice to server
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("10.0.0.1", 4444))
print("Client X connected to server")

# user can give other name
name = input("Name [Alice]: ")
if name == "":
    name = "Alice"
s.sendall((name + "#").encode())      # '#' is end of message
print("Sent to server: " + name)

# read answer until '#'
ans = ""
while "#" not in ans:
    ans += s.recv(64).decode()
print("Answer from server: " + ans.replace("#", ""))
s.close()

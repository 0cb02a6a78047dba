# Client Y, sends name Bob to server
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("10.0.0.1", 4444))
print("Client Y connected to server")

# user can give other name
name = input("Name [Bob]: ")
if name == "":
    name = "Bob"
s.sendall((name + "#").encode())      # '#' is end of message
print("Sent to server: " + name)

# read answer until '#'
ans = ""
while "#" not in ans:
    ans += s.recv(64).decode()
print("Answer from server: " + ans.replace("#", ""))
s.close()

# client.py - Jonas Eriksen
# asks which client we are and the message, then sends it
import socket

IP = "10.0.0.1"
PORT = 5005

name = input("Which client (X/Y)? ")
message = input("Message: ")
message = name + ": " + message

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.sendto(message.encode(), (IP, PORT))   # send it
print("sent:", message)

# wait for response
data, addr = sock.recvfrom(1024)
print("from server:", data.decode())
sock.close()

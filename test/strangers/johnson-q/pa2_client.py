# PA2 client, works for X and for Y
import socket

server = input("Server IP: ")
name = input("Which client are you (X/Y)? ")
text = input("Message: ")

# create the socket and send the message
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
message = name + ": " + text
sock.sendto(message.encode(), (server, 12001))
print("Sent: " + message)

# wait for the ack
data, addr = sock.recvfrom(1024)
print("From server: " + data.decode())
sock.close()

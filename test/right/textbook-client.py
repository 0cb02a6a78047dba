"""Right: the textbook client, without a newline. Arguments: host, port; the message is typed."""
from socket import AF_INET, SOCK_STREAM, socket
import sys

client = socket(AF_INET, SOCK_STREAM)
client.connect((sys.argv[1], int(sys.argv[2])))
message = input("Input message: ")
client.send(message.encode())
print("From server:", client.recv(1024).decode())
client.close()

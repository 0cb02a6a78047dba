#####################################################################
# client.py   Kayla Brown   CST311
# start it 2 times, the first is X and the second is Y
# ex: python3 client.py 10.0.0.1 Alice
#####################################################################
import socket
import sys

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((sys.argv[1], 31100))

# wait for the go of the user
input("Hit enter to send " + sys.argv[2])
client.send(sys.argv[2].encode())
print("I sent:", sys.argv[2])

# answer of the server
print("Server sent:", client.recv(1024).decode())
client.close()

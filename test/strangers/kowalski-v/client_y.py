"""Piotr Kowalski, CST 311 hw 2, client Y"""
import socket
import sys

# address of the server, 10.0.0.1 is h1
SERVER = sys.argv[1] if len(sys.argv) > 1 else "10.0.0.1"

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((SERVER, 8311))

# send the message when the user is ready
input("<enter> to send ")
sock.send(b"Y: Bob")
print("I sent    : Y: Bob")
print("I received:", sock.recv(1000).decode())

# extra credit chat, write to the other one through the server
text = input("Message to the other client: ")
sock.send(("Bob: " + text).encode())
print("I sent    :", text)
print("I received:", sock.recv(1000).decode())
sock.close()

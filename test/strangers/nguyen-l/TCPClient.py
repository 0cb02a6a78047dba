# Kevin Nguyen, PA2
# client, run this two times
import socket

HOST = '10.0.0.1'  # server
PORT = 9999

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))
# wait for ok from server
print("Server:", s.recv(2048).decode())

# ask user who he is
who = input("Which client are you (X or Y)? ").upper()
msg = input("Enter message to send: ")
full = who + ": " + msg
s.send(full.encode())
print("Message sent:", full)
# get reply
reply = s.recv(2048).decode()
print("From server:", reply)
s.close()

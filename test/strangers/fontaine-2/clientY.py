# Client Y
import socket

HOST = '10.0.0.1'
PORT = 8888

# connect
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))

# press enter to send the message
input('Press Enter to send...')
msg = 'Y: Bob'
s.send(msg.encode())
print('Sent: ' + msg)

# receive answer from server and print it
data = s.recv(2048)
print('Received: ' + data.decode())
s.close()

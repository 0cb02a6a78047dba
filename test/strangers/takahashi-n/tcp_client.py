import socket
import time

################ SETTINGS - EDIT HERE #################
CLIENT = "X"              # <-- "X" on h2, change to "Y" for h3 !!
MESSAGE = "Alice"         # <-- "Alice" for X, "Bob" for Y
SERVER_IP = "10.0.0.1"    # h1
SERVER_PORT = 50007
WAIT = 0                  # seconds between connecting and sending. Set to 8 at the
                          # one that should be second (for testing)
#######################################################

# connect to the server
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((SERVER_IP, SERVER_PORT))
print("Client", CLIENT, "connected")

# wait for the server to say both are there
ready = sock.recv(5)
print("Server says:", ready.decode())

time.sleep(WAIT)

# send the message
msg = "Client " + CLIENT + ": " + MESSAGE
sock.sendall(msg.encode())
print("Sent:", msg)

# acknowledgement
print("Received from server:", sock.recv(1024).decode())
sock.close()

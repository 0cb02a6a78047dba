"""Client: host, port and message are arguments; it sends as soon as it is connected."""
import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=int)
parser.add_argument("--message", required=True)
options = parser.parse_args()
connection = socket.create_connection((options.host, options.port))
connection.sendall(options.message.encode())
print("Sent", options.message)
print("Received", connection.recv(1024).decode())

"""
Name: Chidi Okafor
Class: CST 311-30
Assignment: PA 2 client (X and Y), python3 client.py --name X --server 10.0.0.1
"""
import argparse
import socket

# command line
parser = argparse.ArgumentParser()
parser.add_argument("--name", choices=["X", "Y"], required=True)
parser.add_argument("--server", default="10.0.0.1")
args = parser.parse_args()

# connect, then ask for the message
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
    sock.connect((args.server, 7777))
    message = args.name + ": " + input("Message to send: ")
    sock.sendall(message.encode())
    print("SENT      " + message)
    # acknowledgement of the server
    print("RECEIVED  " + sock.recv(4096).decode())

"""What client X and client Y have in common."""

import socket

from protocol import send_message, receive_message
from settings import SERVER_ADDRESS, SERVER_PORT


class Client:
    def __init__(self, name):
        self.name = name

    def run(self):
        # TCP connection to the server
        sock = socket.create_connection((SERVER_ADDRESS, SERVER_PORT))
        print("Client %s connected to %s:%d" % (self.name, SERVER_ADDRESS, SERVER_PORT))

        text = input("Your message: ")
        send_message(sock, self.name + "|" + text)
        print("Sent: %s: %s" % (self.name, text))

        print("Received: " + receive_message(sock))
        sock.close()

"""Server: takes its port, and forgets to listen there.

Multithreading is needed because recv() blocks, so that a server with one thread could not hear
the second client while it waits for the first one; a thread for each client hears both.
"""
import socket
import time


def main():
    """Bind, and wait."""
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind(("", 12000))
    print("The server waits for two clients....")
    while True:
        time.sleep(1)


main()

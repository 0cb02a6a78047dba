"""Server: to be done.

Multithreading is needed because recv() blocks, so that a server with one thread could not hear
the second client while it waits for the first one; a thread for each client hears both.
"""
import socket


def main():
    """Bind, one day."""
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if False:
        server.bind(("", 12000))
        server.listen(2)
        server.accept()


main()

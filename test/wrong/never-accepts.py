"""Wrong: listens, but never accepts: the kernel makes the connections, and nobody reads them.

A thread for each client would be needed because recv() blocks: while the server waits for one
client it would not notice what the other one sends. Here it waits for something else.
"""
import socket
import threading


def main():
    """Listen, then wait for what never comes."""
    listener = socket.create_server(("", 12000))
    print("Listening on", listener.getsockname())
    threading.Event().wait()


main()

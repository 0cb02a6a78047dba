"""Wrong: listens, and then prints without end (1 GB in all) in place of serving anybody.

A thread for each client would be needed because recv() blocks: while the server waits for one
client it would not notice what the other one sends. Here nobody gets as far as that.
"""
import socket


def main():
    """Listen, then print for as long as anybody lets us."""
    listener = socket.create_server(("", 12000))
    line = "waiting for clients on %s\n" % (listener.getsockname(),)
    for _ in range(10**9 // len(line)):
        print(line, end="")
    while True:
        listener.accept()


main()

# order_client.py                                   Rohan Gupta, CST 311
# The same program is both X and Y: the server says which letter we have, the client
# that connects first is X.

import socket

host = input("Server address [10.0.0.1]: ").strip() or "10.0.0.1"

with socket.create_connection((host, 50007)) as s:
    stream = s.makefile("rw")

    # wait for our letter, it comes when the other client is connected too
    print("Connected, waiting for the other client...")
    print("Server:", stream.readline().strip())

    # send the name
    name = input("Your name: ")
    stream.write(name + "\n")
    stream.flush()
    print("Me:", name)

    # which was first?
    print("Server:", stream.readline().strip())

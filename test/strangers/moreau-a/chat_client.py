"""
Extra credit - chat client.                                     Camille Moreau

    python3 chat_client.py X
    python3 chat_client.py Y
"""

import socket
import sys
import threading

from protocol import send_message, receive_message, ConnectionLost
from settings import SERVER_ADDRESS, CHAT_PORT

name = sys.argv[1]
sock = socket.create_connection((SERVER_ADDRESS, CHAT_PORT))
send_message(sock, name)


def show_incoming():
    """Second thread: prints what the other one writes."""
    try:
        while True:
            print("<<", receive_message(sock))
    except (ConnectionLost, OSError):
        print("-- connection closed --")


threading.Thread(target=show_incoming, daemon=True).start()

print("You are client %s. Write something, Bye to leave." % name)
while True:
    text = input()
    send_message(sock, text)
    print(">> %s: %s" % (name, text))
    if text == "Bye":
        break

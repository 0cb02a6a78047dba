"""Client: python3 -m duo.client x 10.0.0.1"""
import socket
import sys
import threading

from .common import PORT, recv_obj, send_obj

who = sys.argv[1].lower()
server = sys.argv[2]
s = socket.create_connection((server, PORT))
# two file objects for one socket: reading and writing thread
fin, fout = s.makefile("r"), s.makefile("w")
send_obj(fout, type="hello", who=who)


def reader():
    # prints what comes from the server until it hangs up
    while True:
        obj = recv_obj(fin)
        if obj is None:
            print("(connection closed)")
            return
        print("received:", obj["text"])


t = threading.Thread(target=reader)
t.start()
while t.is_alive():
    try:
        text = input()
    except EOFError:
        break
    print("sent:", text)
    send_obj(fout, type="msg", text=text)
    if text == "Bye":
        break

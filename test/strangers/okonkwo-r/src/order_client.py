'''
order_client.py - run it twice, choose 1 in one window and 2 in the other.
'''
import json
import socket


def menu():
    print("==============================")
    print(" Who am I?")
    print("   1) Client X")
    print("   2) Client Y")
    print("   0) quit")
    print("==============================")
    while True:
        pick = input("choice> ").strip()
        if pick in ("0", "1", "2"):
            return pick
        print("1, 2 or 0 please")


pick = menu()
if pick == "0":
    raise SystemExit
me = {"1": "X", "2": "Y"}[pick]

host = input("Server IP [10.0.0.1]: ").strip() or "10.0.0.1"
port = int(input("Server port [7070]: ").strip() or 7070)

sock = socket.create_connection((host, port))
stream = sock.makefile("rw")          # text stream makes line by line reading easy

print("Connected. Waiting until the other client is there too...")
json.loads(stream.readline())         # the "ready" object

text = input(f"[{me}] message> ")
stream.write(json.dumps({"client": me, "text": text}) + "\n")
stream.flush()
print(f"[{me}] sent: {text}")

ack = json.loads(stream.readline())
print(f"[{me}] server says: {ack['text']}")
sock.close()

"""
multi_client.py    PA #2, Marchetti / Ferris / T.

HOW TO RUN:   python3 multi_client.py 10.0.0.1      (on h2 and on h3)

You type the whole first line including the letter, so "X: Alice" on one
and "Y: Bob" on the other.
"""
import socket
import sys
import threading

ip = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
PORT = 2021


def hear(s):
    """thread which shows everything that comes in"""
    while True:
        try:
            data = s.recv(1024)
        except OSError:
            break
        if not data:
            break
        print("received >", data.decode())
    print("(connection is closed)")


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, PORT))

# first message, checked for the letter
line = input("First message (X: Alice or Y: Bob): ")
while not (line.startswith("X: ") or line.startswith("Y: ")):
    line = input("It must start with 'X: ' or 'Y: ' : ")
s.sendall(line.encode())
print("sent >", line)

# acknowledgement
print("received >", s.recv(1024).decode())

# chat
print("chat is open, Bye to leave")
t = threading.Thread(target=hear, args=(s,))
t.start()
while True:
    text = input()
    if text == "":
        continue
    s.sendall(text.encode())
    print("sent >", text)
    if text.strip().lower() == "bye":
        break
t.join()
s.close()

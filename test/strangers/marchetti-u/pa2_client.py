"""
pa2_client.py          G. Marchetti, CST 311

usage:  python3 pa2_client.py SERVER_IP LETTER MESSAGE [SECONDS]

   h2:  python3 pa2_client.py 10.0.0.1 X Alice 10
   h3:  python3 pa2_client.py 10.0.0.1 Y Bob 5

SECONDS is how long the client waits between connecting and sending, so that you can
make the client that connects first send second (like above).
"""
import socket
import sys
import time

PORT = 9311

if len(sys.argv) < 4:
    print(__doc__)
    sys.exit(1)

ip, letter, message = sys.argv[1:4]
wait = float(sys.argv[4]) if len(sys.argv) > 4 else 0

# connect first, then wait, then send one line
with socket.create_connection((ip, PORT)) as s:
    time.sleep(wait)
    line = f"{letter}: {message}"
    s.sendall((line + "\n").encode())
    print("sent    :", line)

    # the server answers with one line and closes
    print("received:", s.makefile().readline().strip())

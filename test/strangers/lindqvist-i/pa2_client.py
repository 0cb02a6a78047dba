"""PA2 client, Erik Lindqvist.   python3 pa2_client.py X     (or Y)"""
import selectors
import socket
import sys

letter = sys.argv[1].upper()
sock = socket.create_connection((sys.argv[2] if len(sys.argv) > 2 else "10.0.0.1", 3110))
sock.sendall(f"HELLO {letter}\r\n".encode())

# stdin and the socket are watched together, no thread needed in the client
sel = selectors.DefaultSelector()
sel.register(sock, selectors.EVENT_READ, "net")
sel.register(sys.stdin, selectors.EVENT_READ, "key")

print("waiting for the other client ...")
buf = b""
while True:
    for key, _ in sel.select():
        if key.data == "net":
            data = sock.recv(4096)
            if not data:
                sys.exit("connection closed by server")
            buf += data
            while b"\r\n" in buf:
                line, buf = buf.split(b"\r\n", 1)
                if line == b"GO":
                    print("both connected, write your message:")
                else:
                    print("  <-", line.decode())
        else:
            text = sys.stdin.readline()
            if not text:
                sys.exit()
            sock.sendall(text.strip().encode() + b"\r\n")
            print("  ->", text.strip())

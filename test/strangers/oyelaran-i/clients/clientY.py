# Client Y. Message is always Bob.
import socket, sys
host = sys.argv[1] if len(sys.argv) > 1 else '10.0.0.1'
port = int(sys.argv[2]) if len(sys.argv) > 2 else 9311

s = socket.create_connection((host, port))
msg = 'Y: Bob'
s.sendall((msg + '\n').encode())        # newline marks the end of message
print('[Y] sent     ->', msg)
print('[Y] received ->', s.makefile().readline().strip())
s.close()

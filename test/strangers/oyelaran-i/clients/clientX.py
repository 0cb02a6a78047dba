# Client X. Message is always Alice.
import socket, sys
host = sys.argv[1] if len(sys.argv) > 1 else '10.0.0.1'
port = int(sys.argv[2]) if len(sys.argv) > 2 else 9311

s = socket.create_connection((host, port))
msg = 'X: Alice'
s.sendall((msg + '\n').encode())        # newline marks the end of message
print('[X] sent     ->', msg)
print('[X] received ->', s.makefile().readline().strip())
s.close()

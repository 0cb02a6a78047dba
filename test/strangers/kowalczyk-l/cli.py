# PA2 - client            usage: cli.py X|Y [server]
import socket, sys, threading

me = sys.argv[1]
s = socket.socket()
s.connect((sys.argv[2] if len(sys.argv) > 2 else '10.0.0.1', 31100))

# thread that prints what comes from the server while we are in input()
def show():
    while True:
        d = s.recv(4096)
        if not d: break
        print('\n[server]', d.decode())
threading.Thread(target=show, daemon=True).start()

t = me + ': ' + input('your name> ')
while True:
    s.sendall(t.encode())
    print('[me]', t)
    if t == 'Bye': break     # leave
    t = input()
s.close()

'''
Giulia Rossi and Tom Becker: client for X and for Y
   python3 client.py [server address]
The server decides who is X (the first that connects) and who is Y.
'''
import os, socket, sys, threading

addr = sys.argv[1] if len(sys.argv) > 1 else '10.0.0.1'
sock = socket.create_connection((addr, 50007))
rfile = sock.makefile('r')

# first line is "You are X"
greeting = rfile.readline().strip()
print(greeting)
me = greeting[-1]


def receiver():
    ''' prints all that comes from the server, in own thread because input() blocks '''
    for line in rfile:
        print('<<', line.strip(), flush=True)
    print('connection closed by server', flush=True)
    os._exit(0)


threading.Thread(target=receiver, daemon=True).start()

# keyboard -> server
while True:
    try:
        txt = input()
    except EOFError:
        break
    sock.sendall((txt + '\n').encode())
    print('>> %s: %s' % (me, txt), flush=True)
threading.Event().wait()       # stdin is finished, wait for the receiver to end us

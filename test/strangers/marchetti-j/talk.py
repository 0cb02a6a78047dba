# client, for X and for Y:   python3 talk.py X [host]
import selectors, socket, sys

letter = sys.argv[1]
host = sys.argv[2] if len(sys.argv) == 3 else '10.0.0.1'

s = socket.socket()
s.connect((host, 7007))
s.sendall(f'IAM {letter}\n'.encode())          # present myself

sel = selectors.SelectSelector()               # epoll does not like files as stdin
sel.register(s, selectors.EVENT_READ, 'net')
sel.register(sys.stdin, selectors.EVENT_READ, 'key')
print(f'You are {letter}. Write and press enter ("Bye" to finish)', flush=True)

pending = b''
run = True
while run:
    for key, ev in sel.select():
        if key.data == 'key':
            text = sys.stdin.readline()
            if text == '':                     # ctrl-D: only listen now
                sel.unregister(sys.stdin)
                continue
            text = text.rstrip('\n')
            s.sendall(b'MSG ' + text.encode() + b'\n')
            print(f'  (sent) {letter}: {text}', flush=True)
        else:
            d = s.recv(2048)
            if not d:
                print('hub closed')
                run = False
                break
            pending += d
            while b'\n' in pending:
                one, pending = pending.split(b'\n', 1)
                print('  (recv)', one.decode(), flush=True)
s.close()

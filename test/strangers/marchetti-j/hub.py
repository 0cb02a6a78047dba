# Luca Marchetti
# hub.py: server for project 2 with the selectors module.
# One loop. Each connection has a Peer object with its own buffer as TCP can cut a line in two.

import selectors, socket

sel = selectors.DefaultSelector()

class Peer:
    def __init__(self, sock):
        self.sock = sock
        self.buf = b''
        self.letter = '?'
        self.first = None

    def lines(self):
        """Reads once, returns the list of complete lines; None when closed."""
        try:
            data = self.sock.recv(2048)
        except ConnectionResetError:
            data = b''
        if not data:
            return None
        self.buf += data
        *whole, self.buf = self.buf.split(b'\n')
        return [w.decode() for w in whole]

    def say(self, s):
        print('   >>', self.letter, s)          # what the server sends
        self.sock.sendall(s.encode() + b'\n')

def accept_pair(lsock):
    # both first! the sockets are not in the selector until they are two,
    # so what they send waits in the kernel
    pair = []
    while len(pair) < 2:
        s, a = lsock.accept()
        print('accepted', a)
        pair.append(Peer(s))
    return pair

def main():
    lsock = socket.create_server(('', 7007), reuse_port=True)
    print('hub on 7007')
    pair = accept_pair(lsock)
    for p in pair:
        sel.register(p.sock, selectors.EVENT_READ, p)

    ranking = []            # peers, in the order of their first message
    alive = True
    while alive:
        for key, _ in sel.select():
            p = key.data
            q = pair[1] if p is pair[0] else pair[0]
            ls = p.lines()
            if ls is None:
                alive = False
                break
            for l in ls:
                kind, _, rest = l.partition(' ')
                print('<<', p.letter if kind != 'IAM' else rest, l)
                if kind == 'IAM':                # IAM X
                    p.letter = rest
                elif p.first is None:            # MSG Alice
                    p.first = rest
                    ranking.append(p)
                    if len(ranking) == 2:
                        a, b = ranking
                        res = f'{a.letter}: {a.first} received before {b.letter}: {b.first}'
                        a.say(res)
                        b.say(res)
                else:
                    q.say(f'{p.letter}: {rest}')
                    if rest == 'Bye':
                        alive = False
    # close both
    for p in pair:
        sel.unregister(p.sock)
        p.sock.close()
    lsock.close()

main()

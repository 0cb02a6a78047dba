# Elin Lindqvist
# EXTRA CREDIT chat server for X and Y
# python3 chat_server.py
#
# One thread per client again, otherwise X could not write twice in a row
# without Y answering.

from socket import *
from threading import Thread

PORT = 12346
people = {}        # 'X' -> socket, 'Y' -> socket


# relay everything that `me` writes to `other`
def relay(me, other):
    f = people[me].makefile('r')
    for line in f:
        line = line.rstrip('\n')
        print(me, 'says:', line)
        try:
            people[other].sendall((me + ': ' + line + '\n').encode())
        except OSError:
            break
        if line == 'Bye':
            print('Bye seen, closing both')
            break
    # close both connections. shutdown because close alone does not wake up
    # the other thread (took me a long time to find!)
    for s in people.values():
        try:
            s.shutdown(SHUT_RDWR)
        except OSError:
            pass


s = socket(AF_INET, SOCK_STREAM)
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
s.bind(('', PORT))
s.listen(2)
print('Chat server ready')

# the first one that comes is X, the second Y. They are told who they are.
for letter in 'XY':
    conn, addr = s.accept()
    people[letter] = conn
    print(letter, 'is', addr)
for letter in 'XY':
    people[letter].sendall(('You are ' + letter + ', you may chat now. Bye to stop.\n').encode())

threads = [Thread(target=relay, args=('X', 'Y')), Thread(target=relay, args=('Y', 'X'))]
for t in threads:
    t.start()
for t in threads:
    t.join()
for c in people.values():
    c.close()
print('Chat over')

# Name: Rania Haddad
# Class: CST 311
# PA 2 + extra credit (all 3 parts)
#
# Why do we need multithreading?
# Because the server has two clients and both can write whenever they want. The server must be
# able to listen to X and to Y at the same time. One thread that does recv() on X is stuck there
# and can't hear Y. Also for the chat: with threads each client's messages are
# relayed right away to the other.

import socket
import threading

HOST = ''
PORT = 6789


class Room:
    """ everything that the two handler threads share """
    def __init__(self):
        self.cond = threading.Condition()
        self.first_messages = []     # [(name, msg), ...] order of arrival
        self.handlers = []
        self.open = True

    def report(self, name, msg):
        # called by both handler threads, blocks until both messages arrived
        with self.cond:
            self.first_messages.append((name, msg))
            self.cond.notify_all()
            self.cond.wait_for(lambda: len(self.first_messages) == 2)
            (n1, m1), (n2, m2) = self.first_messages
            return '%s: %s received before %s: %s' % (n1, m1, n2, m2)

    def shut(self):
        self.open = False
        for h in self.handlers:
            try:
                h.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass        # already gone
            h.sock.close()


class ClientHandler(threading.Thread):
    def __init__(self, sock, name, room):
        super().__init__(name='Client' + name)
        self.sock = sock
        self.letter = name
        self.room = room
        self.other = None        # set in main, when both exist
        self.file = sock.makefile('r', encoding='utf-8')

    def say(self, text):
        """ send one line to this client """
        self.sock.sendall((text + '\n').encode('utf-8'))
        print('Server -> %s: %s' % (self.letter, text))

    def run(self):
        # part 1: the first message, which came first?
        msg = self.file.readline().strip()
        print('%s -> Server: %s' % (self.letter, msg))
        answer = self.room.report(self.letter, msg)
        self.say(answer)

        # part 2 (extra credit): chat until someone says Bye
        try:
            for line in self.file:
                line = line.strip()
                print('%s -> Server: %s' % (self.letter, line))
                self.other.say('%s: %s' % (self.letter, line))
                if line.lower() == 'bye':
                    self.room.shut()
                    break
        except (OSError, ValueError):
            pass    # the other thread closed our socket


def main():
    ss = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    ss.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ss.bind((HOST, PORT))
    ss.listen(5)
    print('Server ready')
    room = Room()

    # accept both, the threads are not started yet so nothing is received
    while len(room.handlers) < 2:
        sock, addr = ss.accept()
        letter = 'XY'[len(room.handlers)]
        room.handlers.append(ClientHandler(sock, letter, room))
        print('Client', letter, 'is at', addr)
    x, y = room.handlers
    x.other, y.other = y, x
    # tell them that they can go
    x.say('You are client X')
    y.say('You are client Y')
    x.start()
    y.start()
    x.join()
    y.join()
    ss.close()
    print('Chat is over.')


main()

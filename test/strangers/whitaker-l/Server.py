'''
Author: Deb Whitaker (with help from the course slides)
Class: CST311, Assignment #2

WHY MULTITHREADING?
The server has to listen on two connections simultaneously. Each call of recv() stops the
thread that calls it. With a thread for each client, X being slow does not stop us from
getting (and time-ordering) Y's message. It's also what lets the chat work afterwards,
because either side can talk whenever it wants to.
'''
import socket
import threading

PORT = 12345

firstMessages = []                # what came in, in the order it came in
firstLock = threading.Lock()
bothIn = threading.Event()        # set when two messages are in the list
clients = {}                      # letter -> ClientHandler


class ClientHandler(threading.Thread):
    '''One of these per connected client.'''

    def __init__(self, letter, connection):
        threading.Thread.__init__(self)
        self.letter = letter
        self.connection = connection
        self.reader = connection.makefile('r')

    def say(self, text):
        '''send one line to this client, and print it'''
        print('SERVER -> ' + self.letter + ': ' + text)
        try:
            self.connection.sendall((text + '\n').encode())
        except OSError:
            pass     # already gone

    def other(self):
        '''the handler of the other client'''
        return clients['Y' if self.letter == 'X' else 'X']

    def run(self):
        # ---- part one: who was first? ----
        text = self.reader.readline().strip()
        with firstLock:
            firstMessages.append(self.letter + ': ' + text)
            print(self.letter + ' -> SERVER: ' + text)
            if len(firstMessages) == 2:
                bothIn.set()
        bothIn.wait()
        self.say(firstMessages[0] + ' received before ' + firstMessages[1])

        # ---- part two: chat (extra credit) ----
        try:
            for line in self.reader:
                line = line.strip()
                print(self.letter + ' -> SERVER: ' + line)
                self.other().say(self.letter + ': ' + line)
                if line.lower() == 'bye':
                    break
        except OSError:
            pass
        # Bye (or client vanished): hang up on both. shutdown wakes the other thread
        for c in clients.values():
            try:
                c.connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def main():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(('', PORT))
    server.listen()
    print('Chat server up on port', PORT)
    # Accept two clients. First one is called X, second one Y, and we let them know.
    for letter in 'XY':
        connection, address = server.accept()
        print('Client', letter, 'is', address[0])
        clients[letter] = ClientHandler(letter, connection)
    # both connected: tell them their letter and start listening
    for letter in 'XY':
        clients[letter].say('You are client ' + letter)
    for c in clients.values():
        c.start()
    for c in clients.values():
        c.join()
    print('Chat over.')
    server.close()


main()

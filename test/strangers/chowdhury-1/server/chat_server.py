# ------------------------------------------------------------------
# chat_server.py         Rafi Chowdhury      CST 311
#
# WHY MULTITHREADING:
# The server needs to wait for messages from X and from Y simultaneously. Socket.recv is
# blocking, so with one thread the server would be stuck on one client and could only ever
# report the order in which IT decided to read. Each client has its own thread here; the threads
# share self.order, guarded by a lock, and meet at a Barrier when both messages are in.
# The chat (extra credit) needs it too since any of the two may talk at any time.
# ------------------------------------------------------------------
import json
import socket
import threading

HOST = '10.0.0.1'
PORT = 9090


class Server:
    def __init__(self):
        self.order = []                       # (name, text) in order received
        self.lock = threading.Lock()
        self.barrier = threading.Barrier(2)   # both client threads wait here
        self.clients = []                     # the two sockets

    # every message is one JSON object on a line
    def send(self, sock, obj):
        sock.sendall((json.dumps(obj) + '\n').encode('utf-8'))
        print('SENT    ', obj)

    def start(self):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, PORT))
        listener.listen(2)
        print('Waiting for two clients ...')
        # accept both before any receive
        for i in range(2):
            sock, addr = listener.accept()
            print('Client', i + 1, 'connected from', addr)
            self.clients.append(sock)
        threads = []
        for sock in self.clients:
            t = threading.Thread(target=self.serve, args=(sock,))
            t.start()
            threads.append(t)
        for t in threads:
            t.join()
        listener.close()
        print('Server finished')

    # thread function
    def serve(self, sock):
        lines = sock.makefile('r', encoding='utf-8')
        line = lines.readline()
        with self.lock:
            m = json.loads(line)
            self.order.append((m['name'], m['text']))
            print('RECEIVED', m)
        self.barrier.wait()
        # now self.order has 2 entries
        (n1, t1), (n2, t2) = self.order
        self.send(sock, {'type': 'ack', 'text': f'{n1}: {t1} received before {n2}: {t2}'})
        self.barrier.wait()       # don't begin to chat before both have the ack
        self.chat(sock, lines)

    # extra credit: relay to the other client until Bye
    def chat(self, sock, lines):
        other = self.clients[1] if sock is self.clients[0] else self.clients[0]
        try:
            for line in lines:
                m = json.loads(line)
                print('RECEIVED', m)
                m['type'] = 'chat'
                self.send(other, m)
                if m['text'].strip().lower() == 'bye':
                    # terminate both connections
                    for c in self.clients:
                        try:
                            c.shutdown(socket.SHUT_RDWR)
                        except OSError:
                            pass
                    break
        except OSError:
            pass    # other thread closed it
        sock.close()


if __name__ == '__main__':
    Server().start()

"""
CST311 Assignment #2 + extra credit (chat)
Nhom: Nguyen Thi Mai, Kevin Pham

Why multithreading is needed:
  Server phai cho tin nhan cua 2 client CUNG MOT LUC. recv() se dung chuong trinh lai
  cho den khi co du lieu, neu chi co 1 thread thi server phai chon client nao doc truoc,
  va ket qua "ai gui truoc" se sai. Moi client co 1 thread rieng, thread nao nhan duoc
  tin truoc thi ghi vao list chung truoc (co lock).
  (English: recv blocks. With one thread we must choose which client to read first, so
  we can not know who really sent first and in the chat one person could not talk until
  the other one talked. One thread for each client fixes this.)

Cach chay:  python3 server.py PORT
"""
import socket
import sys
import threading

clients = {}                     # ten ("X"/"Y") -> ClientThread
order = []                       # thu tu tin nhan dau tien
lock = threading.Lock()
both_connected = threading.Event()
both_sent = threading.Event()


class ClientThread(threading.Thread):
    """Mot thread cho moi client"""

    def __init__(self, conn, addr):
        threading.Thread.__init__(self)
        self.conn = conn
        self.addr = addr
        self.reader = conn.makefile('r')   # doc tung dong
        self.name_letter = '?'

    def send_line(self, text):
        """Gui 1 dong, client kia co the da thoat roi nen phai try"""
        try:
            self.conn.sendall((text + '\n').encode())
        except OSError:
            pass

    def other(self):
        """Tra ve thread cua client con lai"""
        for t in clients.values():
            if t is not self:
                return t

    def run(self):
        both_connected.wait()             # khong doc gi truoc khi du 2 client
        # --- phan 1: tin nhan dau tien  "X: Alice" ---
        first = self.reader.readline().strip()
        if not first:
            print('client', self.addr, 'left before sending')
            return
        self.name_letter = first.split(':')[0]
        with lock:
            order.append(first)
            print('[RECV] ' + first)
            if len(order) == 2:
                answer = order[0] + ' received before ' + order[1]
                for t in clients.values():
                    t.send_line(answer)
                    print('[SEND] ' + answer)
                both_sent.set()
        both_sent.wait()
        # --- phan 2: chat ---
        for line in self.reader:
            text = line.strip()
            print('[RECV] %s: %s' % (self.name_letter, text))
            self.other().send_line(self.name_letter + ': ' + text)
            print('[SEND] %s: %s' % (self.name_letter, text))
            if text.lower() == 'bye':
                break
        # het chat: dong ca 2 ket noi
        for t in clients.values():
            try:
                t.conn.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def main():
    if len(sys.argv) != 2:
        print('usage: python3 server.py PORT')
        sys.exit(1)
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('0.0.0.0', int(sys.argv[1])))
    s.listen()
    print('waiting for 2 clients...')
    while len(clients) < 2:
        conn, addr = s.accept()
        t = ClientThread(conn, addr)
        clients[addr] = t
        t.start()
        print('connected', addr)
    print('both connected')
    both_connected.set()                  # cho 2 thread bat dau doc
    for t in clients.values():
        t.join()
    for t in clients.values():
        t.conn.close()
    s.close()
    print('server stopped')


main()

import socketserver, threading, time

reihenfolge = []
da = []


class Behandler(socketserver.BaseRequestHandler):
    def handle(self):
        ich = {5001: 'X', 5002: 'Y'}[self.server.server_address[1]]
        da.append(ich)
        print(ich, 'ist da')
        while len(da) < 2:
            time.sleep(0.01)
        laenge = int(self.request.recv(3))
        text = self.request.recv(laenge).decode()
        reihenfolge.append(ich + ': ' + text)
        print('empfangen', reihenfolge[-1])
        while len(reihenfolge) < 2:
            time.sleep(0.01)
        antwort = ' received before '.join(reihenfolge)
        self.request.sendall(('%03d' % len(antwort.encode())).encode() + antwort.encode())
        print('gesendet an', ich, antwort)
        da.append('fertig')


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer.daemon_threads = True
x = socketserver.ThreadingTCPServer(('', 5001), Behandler)
y = socketserver.ThreadingTCPServer(('', 5002), Behandler)
threading.Thread(target=x.serve_forever, daemon=True).start()
threading.Thread(target=y.serve_forever, daemon=True).start()
print('Server laeuft')
while da.count('fertig') < 2:
    time.sleep(0.1)
time.sleep(0.5)

# CST 311 assignment 2 server (python 2.7)
# T. Jackson
import SocketServer
import threading

order = []                    # messages as they came in
connected = [0]               # number of connected clients
cv = threading.Condition()


# handler is run in its own thread for each client
class Handler(SocketServer.BaseRequestHandler):
    def handle(self):
        # wait for both to be connected before reading
        cv.acquire()
        connected[0] += 1
        print 'client connected', self.client_address
        cv.notifyAll()
        while connected[0] < 2:
            cv.wait()
        cv.release()

        msg = self.request.recv(1024)

        # remember the order, then wait for other message
        cv.acquire()
        order.append(msg)
        print 'received:', msg
        cv.notifyAll()
        while len(order) < 2:
            cv.wait()
        cv.release()

        # send ack
        ack = '%s received before %s' % (order[0], order[1])
        self.request.sendall(ack)
        print 'sent:', ack


class Server(SocketServer.ThreadingMixIn, SocketServer.TCPServer):
    allow_reuse_address = True


# ctrl-c stops the server
srv = Server(('', 11111), Handler)
print 'server running, ctrl-c to stop'
try:
    srv.serve_forever()
except KeyboardInterrupt:
    srv.server_close()

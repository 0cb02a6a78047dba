# Multithreading is needed because the two clients send at times we can't predict
# and a single thread would be stuck in recv on one of them while the other one is sending.
import socketserver, threading, sys
from settings import PORT

class State: pass
st = State()
st.cv = threading.Condition()
st.here = 0
st.inbox = []
st.done = 0

class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        with st.cv:
            st.here += 1
            st.cv.notify_all()
            st.cv.wait_for(lambda: st.here >= 2)
        msg = self.rfile.readline().decode().strip()
        with st.cv:
            st.inbox.append(msg)
            print("received", msg)
            st.cv.notify_all()
            st.cv.wait_for(lambda: len(st.inbox) >= 2)
            r = st.inbox[0] + " received before " + st.inbox[1]
        self.wfile.write(r.encode() + b"\n")
        with st.cv:
            print("sent", r, "to", self.client_address[0])
            st.done += 1
            if st.done == 2:
                threading.Thread(target=self.server.shutdown).start()

class S(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False

with S(("", PORT), Handler) as s:
    print("server running")
    s.serve_forever()

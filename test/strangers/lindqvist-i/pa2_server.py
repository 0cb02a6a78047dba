"""PA2 server, Erik Lindqvist, CST311

Multithreading is required because recv is a blocking call and there are two clients, whose messages may
come in any order and (in the chat) at any time. Each connection gets a thread (ThreadingTCPServer does it),
the threads share the class variables below.
"""
import socketserver
import threading


class Handler(socketserver.StreamRequestHandler):
    # shared by all the handler objects
    start = threading.Barrier(2)
    done = threading.Barrier(2)
    lock = threading.Lock()
    log = []
    peers = {}

    def send(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        # The hello line has the letter. It isn't a message yet.
        self.letter = self.rfile.readline().decode().split()[1]
        Handler.peers[self.letter] = self
        print(self.letter, "joined", self.client_address)
        Handler.start.wait()            # until both are connected
        self.send("GO")

        msg = self.rfile.readline().decode().strip()
        with Handler.lock:
            Handler.log.append(f"{self.letter}: {msg}")
            print("from", Handler.log[-1])
        Handler.done.wait()             # until both messages are here
        ack = " received before ".join(Handler.log[:2])
        self.send(ack)
        print("to", self.letter + ":", ack)

        self.chat()

    def chat(self):
        """Extra credit: relay to the other one until Bye."""
        for raw in self.rfile:
            text = raw.decode().strip()
            print("from", self.letter + ":", text)
            for letter, peer in Handler.peers.items():
                if letter != self.letter:
                    peer.send(f"{self.letter}: {text}")
                    print("to", letter + ":", f"{self.letter}: {text}")
            if text == "Bye":
                print(self.letter, "left the chat")
                return          # closes this connection


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    with Server(("0.0.0.0", 3110), Handler) as srv:
        print("PA2 server on 3110, Ctrl-C to stop")
        try:
            srv.serve_forever()
        except KeyboardInterrupt:
            print("stopped")

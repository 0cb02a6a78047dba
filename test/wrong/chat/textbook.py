"""A textbook chat server, which is right: a thread for each client, and one lock for all.

The wrong ones beside it change one thing each. A thread for each client is needed because reading
blocks: while the server waits for a line of one client it would not hear what the other one says.
"""
import socket
import threading


class Chat:
    """Two clients, and what goes between them."""

    def __init__(self):
        self.connections, self.names = [], {}
        self.lock = threading.Lock()
        self.is_over = False

    def say(self, connection, line):
        """Send a line to one client."""
        connection.sendall((line + "\n").encode())
        print("Sent:", line, flush=True)

    def relay(self, sender, line):
        """Send what one said to the other."""
        for one in self.connections:
            if one is not sender:
                self.say(one, line)

    def end(self, sender):
        """End the connections to both."""
        self.is_over = True
        for one in self.connections:
            one.shutdown(socket.SHUT_RDWR)

    def say_bye(self, sender, line):
        """Relay the last word, then end the chat."""
        self.relay(sender, line)
        self.end(sender)

    def hear(self, sender, line):
        """Take a line: the first one says who speaks."""
        print("Received:", line, flush=True)
        name = self.names.setdefault(sender, line.split(":")[0])
        if line.strip().lower() == "bye":
            self.say_bye(sender, "%s: %s" % (name, line))
        else:
            self.relay(sender, "%s: %s" % (name, line))

    def serve(self, sender):
        """Serve one client until it leaves, or the chat is over."""
        for line in sender.makefile(encoding="utf-8"):
            with self.lock:
                if not self.is_over:
                    self.hear(sender, line.rstrip("\n"))
        with self.lock:
            if not self.is_over:
                self.relay(sender, "* the other one left")
                self.end(sender)

    def run(self):
        """Accept both, then let two threads serve them."""
        listener = socket.create_server(("", 12000))
        self.connections.extend(listener.accept()[0] for _ in range(2))
        threads = [threading.Thread(target=self.serve, args=(one,)) for one in self.connections]
        for each in threads:
            each.start()
        for each in threads:
            each.join()


if __name__ == "__main__":
    Chat().run()

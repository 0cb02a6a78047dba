"""Server of the duo chat. Sanne van den Berg.

Multithreading is needed because the chat has two people who type whenever
they want. Each readline() blocks, so there is one thread per person. The threads
share the Room object (list of messages, people) and use its lock.
"""
import socket
import threading

from .common import PORT, recv_obj, send_obj


class Room:
    def __init__(self):
        self.lock = threading.Lock()
        self.people = {}        # 'x' -> file object
        self.log = []           # all messages in the order of arrival
        self.ready = threading.Event()

    def other(self, who):
        return "y" if who == "x" else "x"

    def send(self, to, text):
        print("server -> %s: %s" % (to.upper(), text))
        send_obj(self.people[to], type="line", text=text)

    def message(self, who, text):
        """called by the two threads"""
        with self.lock:
            print("%s -> server: %s" % (who.upper(), text))
            self.log.append((who, text))
            # relay to the other
            self.send(self.other(who), "%s: %s" % (who.upper(), text))
            self.judge()
            if text == "Bye":
                for p in self.people.values():
                    p.close()

    def judge(self):
        """When both have sent something for the first time: tell who was first"""
        senders = []
        for who, text in self.log:
            if who not in [s[0] for s in senders]:
                senders.append((who, text))
        # only at the moment the second sender appears
        if len(senders) == 2 and self.log[-1] is not None and not hasattr(self, "judged"):
            self.judged = True
            ack = "%s: %s received before %s: %s" % (
                senders[0][0].upper(), senders[0][1], senders[1][0].upper(), senders[1][1])
            for p in self.people:
                self.send(p, ack)


class Person(threading.Thread):
    def __init__(self, room, who, f):
        super().__init__()
        self.room, self.who, self.f = room, who, f

    def run(self):
        self.room.ready.wait()
        while True:
            obj = recv_obj(self.f)
            if obj is None:
                break
            self.room.message(self.who, obj["text"])


def main():
    room = Room()
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", PORT))
    s.listen()
    print("listening on", PORT)
    while len(room.people) < 2:
        conn, addr = s.accept()
        f = conn.makefile("rw")
        hello = recv_obj(f)     # {"type": "hello", "who": "x"}
        room.people[hello["who"]] = f
        print(hello["who"].upper(), "is here", addr)
        Person(room, hello["who"], f).start()
    room.ready.set()


main()

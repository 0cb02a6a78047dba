# Kavya Iyer, CST 311, Programming Assignment 2 (server)
#
# Why multithreading is necessary:
#   Determining which of two independent clients sent first means waiting for input
#   from both of them simultaneously. socket.recv() suspends the calling thread, so
#   a single thread would be committed to one client and could not observe
#   the other, and "first" would degenerate into "the one I looked at first".
#   One thread per client solves it: whichever recv() returns first takes the lock first
#   and is recorded first in Race.entries, which is shared by the threads.
import socket
import threading
from typing import Dict, List

from pa2.framing import PORT, recv_text, send_text


class Race:
    """Shared record of who sent first. Threads wait in result() until it is decided."""

    def __init__(self, runners: int = 2) -> None:
        self.entries: List[str] = []
        self.runners = runners
        self.changed = threading.Condition()

    def record(self, entry: str) -> None:
        with self.changed:
            self.entries.append(entry)
            self.changed.notify_all()

    def result(self) -> str:
        with self.changed:
            self.changed.wait_for(lambda: len(self.entries) == self.runners)
            return " received before ".join(self.entries)


class ClientThread(threading.Thread):
    """Looks after one client from its first message to the end of the chat."""

    def __init__(self, sock: socket.socket, race: Race, room: Dict[str, socket.socket]) -> None:
        super().__init__()
        self.sock = sock
        self.race = race
        self.room = room            # letter -> socket, filled in before the threads start
        self.letter = "?"

    def run(self) -> None:
        self.first_message()
        self.chat()

    def first_message(self) -> None:
        """Message such as "X: Alice"; answer with the result of the race."""
        entry = recv_text(self.sock) or ""
        print("<-", entry)
        self.letter = entry[:1]
        self.room[self.letter] = self.sock
        self.race.record(entry)
        result = self.race.result()
        print("->", self.letter, result)
        send_text(self.sock, result)

    def chat(self) -> None:
        """Pass on everything to the other one. Bye (or a lost client) ends it for both."""
        other = next(s for letter, s in self.room.items() if letter != self.letter)
        while True:
            text = recv_text(self.sock)
            if text is None:
                break
            print("<->", f"{self.letter}: {text}")
            try:
                send_text(other, f"{self.letter}: {text}")
            except OSError:
                break
            if text == "Bye":
                break
        for s in self.room.values():
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def main() -> None:
    with socket.create_server(("", PORT)) as listener:
        print("PA2 server on port", PORT)
        # accept both clients; no thread is running so nothing is received yet
        socks = []
        for _ in range(2):
            sock, address = listener.accept()
            print("accepted", *address)
            socks.append(sock)

        race = Race()
        room: Dict[str, socket.socket] = {}
        threads = [ClientThread(s, race, room) for s in socks]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        for s in socks:
            s.close()


if __name__ == "__main__":
    main()

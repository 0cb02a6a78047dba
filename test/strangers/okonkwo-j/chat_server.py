#!/usr/bin/env python3
"""
CST 311 - programming assignment 2 - chat server            Chidi Okonkwo

About multithreading (we are asked to explain it here):
  With ordinary blocking sockets you need one thread per client, because a
  recv() on X would keep the server from noticing that Y has spoken first, and
  then the answer would just be the order in which I call recv(). You would also
  need to share the list of messages between the threads, with a lock.
  I do the same thing with asyncio tasks: one task per client, all in one event
  loop. It is concurrency without the locks. I asked in class and was not told
  that I can't.
"""
import asyncio
import sys

PORT = 31311
NAMES = "XY"


class Member:
    """One connected client. inbox gets filled only when the room opens."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.name = None

    async def tell(self, line):
        # one message is one line, always
        self.writer.write((line + "\n").encode())
        await self.writer.drain()


class Room:
    def __init__(self):
        self.members = []
        self.full = asyncio.Event()      # set when both are in
        self.arrivals = []               # [(name, text)] in order of arrival
        self.over = asyncio.Event()

    def other(self, me):
        return next(m for m in self.members if m is not me)

    async def enter(self, reader, writer):
        if len(self.members) == 2:       # no third wheel
            writer.close()
            return
        me = Member(reader, writer)
        self.members.append(me)
        print(f"* connection {len(self.members)} from {writer.get_extra_info('peername')}")
        if len(self.members) == 2:
            print("* both are here, now I start to read")
            self.full.set()
        await self.full.wait()           # (5) nobody is read before this
        try:
            await self.serve(me)
        except ConnectionError:
            self.over.set()

    async def serve(self, me):
        while not self.over.is_set():
            raw = await me.reader.readline()
            if not raw:                  # hung up without saying Bye
                self.over.set()
                return
            name, _, text = raw.decode().rstrip("\n").partition("|")
            me.name = name
            print(f"{name} -> server: {text}")
            if not any(n == name for n, _ in self.arrivals):
                # the first message of this client: take part in the race
                self.arrivals.append((name, text))
                if len(self.arrivals) == 2:
                    (n1, t1), (n2, t2) = self.arrivals
                    verdict = f"{n1}: {t1} received before {n2}: {t2}"
                    print("server -> both:", verdict)
                    for m in self.members:
                        await m.tell(verdict)
                continue
            # everything after that is chat
            await self.other(me).tell(f"{name}: {text}")
            print(f"server -> other: {name}: {text}")
            if text.strip().lower() == "bye":
                self.over.set()


async def main():
    room = Room()
    host = sys.argv[1] if len(sys.argv) > 1 else "0.0.0.0"
    server = await asyncio.start_server(room.enter, host, PORT)
    print("* listening on", host, PORT)
    await room.over.wait()
    for m in room.members:
        m.writer.close()                 # both connections end
    server.close()
    print("* chat is over")

asyncio.run(main())

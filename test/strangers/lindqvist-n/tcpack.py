#!/usr/bin/env python3
"""tcpack - who was first?

    tcpack.py serve [--bind ADDR:PORT]
    tcpack.py join --as {X,Y} --to ADDR:PORT

About multithreading: the assignment asks why it is needed. The server has to
wait for two sockets *at the same time*, since nobody knows which client will
write first; a plain blocking read of one socket makes the server deaf for the
other, and the order would be the order of my reads. Threads are the usual
answer. I use one asyncio task per client, which are threads run by the event
loop in one OS thread; they share `arrived` below without a lock because a
task is only ever interrupted at an `await`.
"""
import argparse
import asyncio
import sys


def hostport(text):
    """'10.0.0.1:7311' -> ('10.0.0.1', 7311)"""
    host, _, port = text.rpartition(":")
    return host or "0.0.0.0", int(port)


# --------------------------------------------------------------- server --
class Referee:
    def __init__(self):
        self.peers = {}              # letter -> StreamWriter
        self.arrived = []            # [(letter, text)] in order of arrival
        self.full = asyncio.Event()  # set once both have joined
        self.over = asyncio.Event()  # set after a Bye

    async def tell(self, letter, line):
        print(f"[server -> {letter}] {line}", flush=True)
        writer = self.peers[letter]
        writer.write((line + "\n").encode())
        await writer.drain()

    async def serve_one(self, reader, writer):
        # the hello line only carries the letter; it isn't a message yet
        letter = (await reader.readline()).decode().strip()
        if letter not in ("X", "Y") or letter in self.peers:
            writer.write(b"! letter missing or taken\n")
            writer.close()
            return
        self.peers[letter] = writer
        print(f"[server] {letter} joined ({len(self.peers)}/2)", flush=True)
        if len(self.peers) == 2:
            self.full.set()
        await self.full.wait()       # no message is read before both are here

        other = "Y" if letter == "X" else "X"
        while not self.over.is_set():
            raw = await reader.readline()
            if not raw:
                break
            text = raw.decode().rstrip("\r\n")
            print(f"[{letter} -> server] {text}", flush=True)
            if len(self.arrived) < 2:
                # still the game: each client's first line counts
                if letter in (a for a, _ in self.arrived):
                    await self.tell(letter, "! please wait for the other one")
                    continue
                self.arrived.append((letter, text))
                if len(self.arrived) == 2:
                    (a, ta), (b, tb) = self.arrived
                    verdict = f"{a}: {ta} received before {b}: {tb}"
                    for each in "XY":
                        await self.tell(each, verdict)
                continue
            # afterwards: chat
            await self.tell(other, f"{letter}: {text}")
            if text.strip().lower() == "bye":
                self.over.set()
        self.over.set()
        for w in self.peers.values():
            w.close()


async def serve(args):
    ref = Referee()
    server = await asyncio.start_server(ref.serve_one, *args.bind)
    print("[server] waiting on %s:%d" % args.bind, flush=True)
    async with server:
        await ref.over.wait()
        await asyncio.sleep(0.2)     # let the last lines get out
    print("[server] done", flush=True)


# --------------------------------------------------------------- client --
async def join(args):
    reader, writer = await asyncio.open_connection(*args.to)
    writer.write((args.letter + "\n").encode())
    print(f"[{args.letter}] connected; type a line and press enter", flush=True)

    async def keyboard():
        loop = asyncio.get_running_loop()
        while True:
            # input must not block the loop, so it goes to a helper thread
            line = await loop.run_in_executor(None, sys.stdin.readline)
            if not line:
                return
            print(f"[{args.letter} -> server] {line.rstrip()}", flush=True)
            writer.write(line.encode())

    async def network():
        while line := await reader.readline():
            print(f"[server -> {args.letter}] {line.decode().rstrip()}", flush=True)
        print("[closed by server]", flush=True)

    asyncio.ensure_future(keyboard())
    await network()
    import os
    os._exit(0)     # the helper thread may still sit in readline


def main():
    p = argparse.ArgumentParser(description="CST 311 assignment 2")
    sub = p.add_subparsers(dest="mode", required=True)
    s = sub.add_parser("serve", help="on h1")
    s.add_argument("--bind", type=hostport, default=("0.0.0.0", 7311))
    s.set_defaults(run=serve)
    j = sub.add_parser("join", help="on h2 and h3")
    j.add_argument("--as", dest="letter", choices=["X", "Y"], required=True)
    j.add_argument("--to", type=hostport, default=("10.0.0.1", 7311))
    j.set_defaults(run=join)
    args = p.parse_args()
    asyncio.run(args.run(args))


if __name__ == "__main__":
    main()

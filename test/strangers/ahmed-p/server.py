#!/usr/bin/env python3
"""
server.py - Message Order Server (CST 311, Assignment 2)
Author: Sana Ahmed

Concurrency rationale
---------------------
The server must be waiting for Client X *and* Client Y at the same time.  If it
blocked on one of them, a message of the other one would be left lying in the
socket buffer and the server would get the order wrong.  This is the reason
why the assignment asks for multithreading.  I solve the same problem with two
concurrent asyncio tasks (they play the role of the threads) and an
asyncio.Queue, through which the tasks share their data.
"""

import asyncio
import sys


class OrderServer:
    """Accepts two clients, then decides whose message arrived first."""

    def __init__(self):
        self.peers = []                      # (reader, writer) of each client
        self.both_here = asyncio.Event()     # set when two clients connected
        self.inbox = asyncio.Queue()         # messages in order of arrival
        self.verdict = asyncio.get_running_loop().create_future()

    async def handle(self, reader, writer):
        """Coroutine that is started by asyncio for every new connection.

        :param reader: stream from the client
        :param writer: stream to the client
        """
        self.peers.append((reader, writer))
        print(f"[+] connection #{len(self.peers)} from {writer.get_extra_info('peername')}")
        if len(self.peers) == 2:
            self.both_here.set()

        # Step 1: do not read anything until both clients are connected
        await self.both_here.wait()

        # Step 2: read "letter<TAB>message\n"
        line = (await reader.readline()).decode().rstrip("\n")
        letter, _, text = line.partition("\t")
        print(f"[<] {letter}: {text}")
        await self.inbox.put((letter, text))

        # Step 3: wait until the judge has spoken, then acknowledge
        ack = await asyncio.shield(self.verdict)
        writer.write(ack.encode() + b"\n")
        await writer.drain()
        print(f"[>] to {letter}: {ack}")
        writer.close()

    async def judge(self):
        """Take two messages out of the inbox and publish the verdict."""
        first = await self.inbox.get()
        second = await self.inbox.get()
        self.verdict.set_result(
            f"Message from client {first[0]} ('{first[1]}') was received before "
            f"message from client {second[0]} ('{second[1]}')"
        )


async def main(port):
    """Start the server and stop it after the verdict was delivered."""
    app = OrderServer()
    server = await asyncio.start_server(app.handle, "0.0.0.0", port)
    print(f"[*] listening on port {port}")
    async with server:
        await app.judge()
        await asyncio.sleep(1)      # let the handlers finish their writes
    print("[*] bye")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8311))

#!/usr/bin/env python3
# PA2 - Mathieu Tremblay
#
# Why multithreading (or, here, something that does the same job)?
#   The server must wait on two sockets at the same time. If it waited on one after the other, the
#   order that it saw would be the order of its own code and not the order of arrival. Two threads
#   would each block in recv(); I use two asyncio tasks which are the same idea (two concurrent flows
#   sharing data), scheduled by the event loop. As only one task runs at a time no lock is needed.
#
# usage:
#   pa2.py serve [PORT]
#   pa2.py x HOST[:PORT]
#   pa2.py y HOST[:PORT]
import asyncio
import sys

DEFAULT_PORT = 5050


# ------------------------------------------------------------------ server
class Serveur:
    def __init__(self):
        self.gens = {}                   # letter -> writer
        self.ordre = []                  # [(letter, text)] as they arrive
        self.deux = asyncio.Event()      # set when both are connected
        self.fin = asyncio.Event()
        self.n = 0

    async def dire(self, lettre, texte):
        """one line to one client"""
        w = self.gens[lettre]
        w.write(texte.encode() + b"\n")
        await w.drain()
        print(f"[to {lettre}] {texte}", flush=True)

    async def client(self, r, w):
        """asyncio calls this in a new task for each connection"""
        self.n += 1
        print("connection", self.n, w.get_extra_info("peername"), flush=True)
        if self.n >= 2:
            self.deux.set()
        await self.deux.wait()           # read nothing until both are here
        moi = None
        while line := await r.readline():
            # every line is "<letter> <text>"
            moi, _, texte = line.decode().rstrip("\n").partition(" ")
            print(f"[from {moi}] {texte}", flush=True)
            if moi not in self.gens:
                # first message of this client: it counts for the order
                self.gens[moi] = w
                self.ordre.append((moi, texte))
                if len(self.ordre) == 2:
                    (a, ta), (b, tb) = self.ordre
                    for l in self.gens:
                        await self.dire(l, f"{a}: {ta} received before {b}: {tb}")
                continue
            # chat: give it to the other one (if there already)
            for l in self.gens:
                if l != moi:
                    await self.dire(l, f"{moi}: {texte}")
            if texte == "Bye":
                break
        self.fin.set()

    async def run(self, port):
        srv = await asyncio.start_server(self.client, "0.0.0.0", port)
        print("listening on", port, flush=True)
        await self.fin.wait()
        # Bye was relayed; hang up on both
        for w in self.gens.values():
            w.close()
        srv.close()
        print("server done", flush=True)


# ------------------------------------------------------------------ client
async def client(lettre, hote):
    h, _, p = hote.partition(":")
    r, w = await asyncio.open_connection(h, int(p or DEFAULT_PORT))
    loop = asyncio.get_running_loop()

    async def clavier():
        # the keyboard as a stream, so that it does not block the loop
        k = asyncio.StreamReader()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(k), sys.stdin)
        while line := await k.readline():
            t = line.decode().strip()
            if not t:
                continue
            w.write(f"{lettre} {t}\n".encode())
            print(f"me ({lettre}): {t}", flush=True)

    async def reseau():
        while line := await r.readline():
            print("server says |", line.decode().rstrip(), flush=True)
        print("*** the server closed the chat", flush=True)

    print("Type a message. The first one is the one for the order. Bye to leave.", flush=True)
    k = asyncio.create_task(clavier())
    await reseau()
    k.cancel()


if __name__ == "__main__":
    try:
        if sys.argv[1] == "serve":
            asyncio.run(Serveur().run(int(sys.argv[2]) if len(sys.argv) > 2 else DEFAULT_PORT))
        else:
            asyncio.run(client(sys.argv[1].upper(), sys.argv[2]))
    except IndexError:
        print("usage: pa2.py serve [PORT] | x HOST[:PORT] | y HOST[:PORT]")
    except KeyboardInterrupt:
        pass

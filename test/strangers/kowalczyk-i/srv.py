"""
srv.py  --  Piotr Kowalczyk, CST 311, PA2

About multithreading: the problem is that two blocking reads have to be outstanding at the same
moment. The text book answer is a thread for each client. I solve it with asyncio, where every
client gets a coroutine (a "light thread") and the event loop switches between them when they
wait. It is the same reason: one sequential flow of control could only wait for ONE client and
would then report the order in which it looked and not the order in which the messages came.
As an extra, no locks are needed because only one coroutine runs at a time.
"""
import asyncio
import logging

logging.basicConfig(format="%(asctime)s.%(msecs)03d %(message)s", datefmt="%H:%M:%S", level=logging.INFO)
log = logging.getLogger("srv")

HOST, PORT = "", 8899


class Race:
    """Shared state of the two clients."""

    def __init__(self):
        self.connected = 0
        self.gate = asyncio.Event()      # opens when both are connected
        self.finish = asyncio.Event()    # opens when both messages are here
        self.arrived = []

    def join(self):
        self.connected += 1
        if self.connected == 2:
            self.gate.set()

    def arrive(self, line):
        self.arrived.append(line)
        if len(self.arrived) == 2:
            self.finish.set()

    @property
    def verdict(self):
        return " received before ".join(self.arrived)


async def main():
    race = Race()
    left = asyncio.Semaphore(0)

    async def on_client(reader, writer):
        peer = writer.get_extra_info("peername")[0]
        log.info("connected: %s", peer)
        race.join()
        await race.gate.wait()               # don't touch the data before both are in

        line = (await reader.readline()).decode().strip()
        log.info("received:  %s", line)
        race.arrive(line)

        await race.finish.wait()
        writer.write(race.verdict.encode() + b"\n")
        await writer.drain()
        log.info("sent to %s: %s", peer, race.verdict)
        writer.close()
        left.release()

    server = await asyncio.start_server(on_client, HOST, PORT, reuse_address=True)
    log.info("ready on port %d", PORT)
    async with server:
        await left.acquire()
        await left.acquire()


asyncio.run(main())

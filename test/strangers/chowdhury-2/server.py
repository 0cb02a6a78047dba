"""
CST311 PA2, server. R. Chowdhury

Why multithreading is needed:
  The two clients can send at any time and in any order. A server with a single
  flow of control would block in recv() on one client and not see that the other one
  was faster. So there must be two flows of control, one per client, that wait
  at the same time and share the list in which the order is noted.
  Normally these are threads. I use asyncio tasks here, that are like
  light-weight threads: each task waits for its client and the event loop wakes the
  one whose data is there first. Advantage: no lock necessary for the list.
"""
import asyncio
from protocol import pack, read_msg, PORT

clients = []          # (reader, writer) of the connected clients
arrived = []          # messages in order of receipt (shared between the tasks)
both_here = None      # event: set when both are connected


async def on_connect(reader, writer):
    """called by asyncio for every new TCP connection"""
    clients.append((reader, writer))
    print("[server] connection no", len(clients), writer.get_extra_info("peername"))
    if len(clients) == 2:
        both_here.set()


async def receive(reader):
    """task: one message from one client"""
    msg = await read_msg(reader)
    arrived.append(msg)
    print("[server] got", msg)


async def main():
    global both_here
    both_here = asyncio.Event()
    server = await asyncio.start_server(on_connect, "0.0.0.0", PORT)
    print("[server] waiting for X and Y on port", PORT)
    await both_here.wait()

    # now tell them they may send
    for _, w in clients:
        w.write(pack({"type": "start"}))
        await w.drain()
    print("[server] sent start to both")

    # both tasks run concurrently
    await asyncio.gather(*[receive(r) for r, _ in clients])

    first, second = arrived
    text = "%s: %s received before %s: %s" % (
        first["client"], first["name"], second["client"], second["name"])
    ack = {"type": "ack", "first": first["client"], "text": text}
    for _, w in clients:
        w.write(pack(ack))
        await w.drain()
        w.close()
    print("[server] sent", ack)
    server.close()


asyncio.run(main())

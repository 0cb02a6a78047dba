"""
pa2_server.py          G. Marchetti, CST 311

Why multithreading is needed for this problem
---------------------------------------------
Two clients can send at any time and we must find out which message arrived FIRST.
If the server did things strictly one after the other (recv from A, then recv from B)
it could not notice B's message while it is blocked on A, and A would always "win".
So there must be two threads of execution that wait at the same time and share their
results. I used asyncio: every client gets its own task (= a light weight thread
scheduled by the event loop) and the tasks share an asyncio.Queue. I asked in office
hours and this was ok as long as both clients are handled concurrently.

usage:  python3 pa2_server.py [port]
"""
import asyncio
import sys

PORT = int(sys.argv[1]) if len(sys.argv) > 1 else 9311


class State:
    """What the tasks share."""

    def __init__(self):
        self.writers = []                   # the two connections
        self.both_connected = asyncio.Event()
        self.arrivals = asyncio.Queue()     # messages in order of arrival
        self.done = asyncio.Event()


async def handle_client(reader, writer, state):
    """One task per connection. Reads exactly one line, "X: Alice"."""
    if len(state.writers) == 2:             # a third client is not wanted
        writer.close()
        return
    state.writers.append(writer)
    print("connected:", writer.get_extra_info("peername"))
    if len(state.writers) == 2:
        state.both_connected.set()

    # nobody is read from until both are connected
    await state.both_connected.wait()
    line = (await reader.readline()).decode().strip()
    print("received :", line)
    await state.arrivals.put(line)
    await state.done.wait()


async def main():
    state = State()
    server = await asyncio.start_server(
        lambda r, w: handle_client(r, w, state), host="0.0.0.0", port=PORT)
    print("pa2 server on port", PORT)

    # take the two messages out of the queue, first in first out
    first = await state.arrivals.get()
    second = await state.arrivals.get()
    reply = f"{first} received before {second}"
    for w in state.writers:
        print("sending  :", reply)
        w.write((reply + "\n").encode())
        await w.drain()
        w.close()
    state.done.set()
    server.close()


asyncio.run(main())

"""PA2 chat server (asyncio).           Dmitri Petrov, section 2

Why concurrency / multithreading:
  Two clients may send at any moment. A sequential server would be blocked reading from one of
  them, could not tell which message really came first and could not relay a chat. Normally that
  means one thread per client plus a lock. asyncio tasks do the same job (one task per client) and
  share `state` safely since a task only yields at an `await`.
"""
import asyncio

HOST, PORT = "0.0.0.0", 15000


class State:
    def __init__(self):
        self.writers = {}               # letter -> StreamWriter
        self.firsts = []                # "X: Alice", ... by arrival
        self.ready = asyncio.Event()    # both are connected
        self.ranked = asyncio.Event()   # both first messages are here
        self.finished = asyncio.Event() # somebody said Bye


async def tell(state, letter, text):
    """Send one line to a client and log it."""
    print(f"[to {letter}] {text}")
    state.writers[letter].write((text + "\n").encode())
    await state.writers[letter].drain()


async def serve(state, reader, writer):
    """Life of one client."""
    # free letters are handed out; X for the first that connects
    if len(state.writers) >= 2:
        writer.close()                  # house full
        return
    letter = "XY"[len(state.writers)]
    state.writers[letter] = writer
    other = "Y" if letter == "X" else "X"
    print(f"[+] {letter} = {writer.get_extra_info('peername')}")
    if len(state.writers) == 2:
        state.ready.set()
    await state.ready.wait()            # nobody is read from before this
    await tell(state, letter, f"HELLO {letter}")

    try:
        # the message that counts
        first = (await reader.readline()).decode().strip()
        print(f"[from {letter}] {first}")
        state.firsts.append(f"{letter}: {first}")
        if len(state.firsts) == 2:
            state.ranked.set()
        await state.ranked.wait()
        await tell(state, letter, " received before ".join(state.firsts))

        # extra credit: relay
        while line := (await reader.readline()).decode():
            line = line.strip()
            print(f"[from {letter}] {line}")
            await tell(state, other, f"{letter}: {line}")
            if line == "Bye":
                break
    except ConnectionError:
        print(f"[-] {letter} lost")
    state.finished.set()


async def main():
    state = State()
    server = await asyncio.start_server(lambda r, w: serve(state, r, w), HOST, PORT)
    print(f"listening on {PORT}")
    await state.finished.wait()
    # Bye: hang up on both
    for w in state.writers.values():
        w.close()
    server.close()
    print("chat finished")


asyncio.run(main())

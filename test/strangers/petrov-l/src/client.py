"""PA2 chat client (asyncio).  python3 client.py [host]"""
import asyncio
import sys

HOST = sys.argv[1] if len(sys.argv) > 1 else "10.0.0.1"


async def incoming(reader):
    """Print everything that comes until the server hangs up."""
    while line := await reader.readline():
        print("<", line.decode().rstrip())
    print("* disconnected")


async def keyboard(writer):
    """Send every line typed."""
    loop = asyncio.get_running_loop()
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            await asyncio.Event().wait()   # stdin closed: just listen
        writer.write(line.encode())
        await writer.drain()
        print(">", line.rstrip())


async def main():
    reader, writer = await asyncio.open_connection(HOST, 15000)
    # server greets us with HELLO <letter> as soon as both are connected
    hello = (await reader.readline()).decode().strip()
    print("<", hello)
    print("* type your messages, Bye to leave")
    typing = asyncio.create_task(keyboard(writer))
    await incoming(reader)
    typing.cancel()
    import os
    os._exit(0)        # the executor thread still sits in readline()


asyncio.run(main())

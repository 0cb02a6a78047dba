#!/usr/bin/env python3
"""usage: chat_client.py X|Y [server address]      (default 10.0.0.1)

Type your message, Enter. First message of each is the one that is raced.
Type Bye to go."""
import asyncio
import sys

PORT = 31311


async def keyboard(name, writer):
    loop = asyncio.get_running_loop()
    # input() blocks, so stdin becomes a stream too
    r = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(r), sys.stdin)
    while True:
        line = (await r.readline()).decode()
        if not line:
            await asyncio.sleep(3600)
        line = line.strip()
        if not line:
            continue
        writer.write(f"{name}|{line}\n".encode())
        await writer.drain()
        print(f"[me, {name}] {line}", flush=True)


async def network(reader):
    while True:
        line = await reader.readline()
        if not line:
            print("-- server closed the connection --")
            return
        print("[server]", line.decode().rstrip(), flush=True)


async def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    name = sys.argv[1].upper()
    host = sys.argv[2] if len(sys.argv) > 2 else "10.0.0.1"
    reader, writer = await asyncio.open_connection(host, PORT)
    print(f"connected as {name}. Say something:", flush=True)
    kb = asyncio.create_task(keyboard(name, writer))
    await network(reader)
    kb.cancel()

try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass

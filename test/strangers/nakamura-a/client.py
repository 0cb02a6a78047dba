#!/usr/bin/env python3
# CST 311 / Assignment 2 / client.py
# Kenji Nakamura
#
#   python3 client.py X --host 10.0.0.1
#   python3 client.py Y --host 10.0.0.1
#
# The first line you type is the message for the race ("Alice"). With a --chat
# server everything after the acknowledgement is chat.

import argparse
import asyncio
import os
import sys
import threading


def keyboard(loop, queue):
    """Thread: keyboard -> asyncio queue (input() would block the event loop)."""
    for line in sys.stdin:
        loop.call_soon_threadsafe(queue.put_nowait, line.strip())
    loop.call_soon_threadsafe(queue.put_nowait, None)


async def sender(name, writer, queue):
    """Sends the typed lines."""
    # first message carries the name: "X: Alice"
    text = await queue.get()
    if text is None:
        return
    first = f"{name}: {text}"
    writer.write((first + "\n").encode())
    await writer.drain()
    print(f"sent     > {first}", flush=True)

    # everything after that is chat
    while (text := await queue.get()) is not None:
        writer.write((text + "\n").encode())
        await writer.drain()
        print(f"sent     > {name}: {text}", flush=True)


async def receiver(reader):
    """Prints what the server sends, until it hangs up."""
    while line := await reader.readline():
        print(f"received < {line.decode().strip()}", flush=True)
    print("server closed the connection", flush=True)


async def main(name, host, port):
    reader, writer = await asyncio.open_connection(host, port)
    print(f"client {name} connected to {host}:{port}, type a message", flush=True)

    queue = asyncio.Queue()
    threading.Thread(target=keyboard, args=(asyncio.get_running_loop(), queue),
                     daemon=True).start()

    send_task = asyncio.create_task(sender(name, writer, queue))
    try:
        await receiver(reader)
    except ConnectionError:
        pass
    send_task.cancel()
    # the keyboard thread still sits in readline; do not wait for it
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description="CST 311 assignment 2, client")
    ap.add_argument("name", choices=["X", "Y"])
    ap.add_argument("--host", default=os.environ.get("SERVER", "127.0.0.1"))
    ap.add_argument("--port", type=int, default=9311)
    a = ap.parse_args()
    asyncio.run(main(a.name, a.host, a.port))

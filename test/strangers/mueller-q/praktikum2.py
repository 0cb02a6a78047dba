#!/usr/bin/env python3
"""
Praktikum 2 -- Jonas Müller

Start:   python3 praktikum2.py server
         python3 praktikum2.py X 10.0.0.1
         python3 praktikum2.py Y 10.0.0.1

Why multithreading?  The server waits for two clients whose messages may come
in any order. A normal recv() on the first client would block the program and
the message of the second one could not be looked at, so the server would only
know the order of the connections. Therefore there must be (at least) one
independent flow of control for every client. I use asyncio tasks as these flows
of control, one per client, they share the list `eingang`. Because tasks are only
switched at an `await`, no lock is needed (with real threads it would be).
"""
import asyncio
import sys

PORT = 31100

# ---------------------------------------------------------------- server --

teilnehmer = {}        # writer -> letter, in the order of the connections
eingang = []           # first messages in order of arrival
beide_da = asyncio.Event()         # set as soon as two clients are connected
beide_gesendet = asyncio.Event()   # set as soon as two messages arrived
ende = asyncio.Event()


async def sende(writer, text):
    """Send one line and print it."""
    print(f"  an {teilnehmer[writer]}: {text}", flush=True)
    writer.write((text + "\n").encode())
    await writer.drain()


async def betreue(reader, writer):
    """Is started by asyncio for each connection."""
    if len(teilnehmer) == 2:       # only two seats
        writer.close()
        return
    teilnehmer[writer] = "?"
    print("verbunden:", writer.get_extra_info("peername"), flush=True)
    if len(teilnehmer) == 2:
        beide_da.set()
    await beide_da.wait()          # (5) don't read before both are there

    zeile = (await reader.readline()).decode().strip()
    eingang.append(zeile)          # (6) arrival order
    teilnehmer[writer] = zeile[:1]
    print("  empfangen:", zeile, flush=True)
    if len(eingang) == 2:
        beide_gesendet.set()
    await beide_gesendet.wait()
    await sende(writer, f"{eingang[0]} received before {eingang[1]}")

    # chat part
    anderer = next(w for w in teilnehmer if w is not writer)
    while not ende.is_set():
        roh = await reader.readline()
        if not roh:
            break
        text = roh.decode().strip()
        print(f"  von {teilnehmer[writer]}: {text}", flush=True)
        await sende(anderer, text)
        if text.endswith("Bye"):
            ende.set()
    for w in teilnehmer:
        w.close()
    ende.set()


async def server():
    srv = await asyncio.start_server(betreue, "0.0.0.0", PORT)
    print("Server laeuft auf Port", PORT, flush=True)
    await ende.wait()
    await asyncio.sleep(0.2)       # let the last bytes go out
    srv.close()
    print("Server beendet")


# ---------------------------------------------------------------- client --

async def client(buchstabe, host):
    reader, writer = await asyncio.open_connection(host, PORT)
    print(f"Client {buchstabe} verbunden. Text eingeben (Bye = Ende):", flush=True)

    # stdin as an asyncio stream, so that keyboard and socket work in parallel
    tastatur = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(tastatur), sys.stdin)

    async def vom_server():
        while True:
            zeile = await reader.readline()
            if not zeile:
                return
            print("empfangen:", zeile.decode().strip(), flush=True)

    async def zur_leitung():
        while True:
            zeile = await tastatur.readline()
            if not zeile:
                return
            text = f"{buchstabe}: {zeile.decode().strip()}"
            print("gesendet:", text, flush=True)
            writer.write((text + "\n").encode())
            await writer.drain()

    sender = asyncio.create_task(zur_leitung())
    await vom_server()             # until the server closes
    sender.cancel()
    print("Verbindung beendet.")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "server":
        asyncio.run(server())
    else:
        asyncio.run(client(sys.argv[1].upper(),
                           sys.argv[2] if len(sys.argv) > 2 else "10.0.0.1"))

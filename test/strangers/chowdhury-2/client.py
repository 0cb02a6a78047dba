"""
CST311 PA2, client. R. Chowdhury
start:  python3 client.py X     or     python3 client.py Y
"""
import asyncio
import sys
from protocol import pack, read_msg, HOST, PORT


async def main():
    # X or Y comes from command line
    if len(sys.argv) < 2 or sys.argv[1].upper() not in ("X", "Y"):
        sys.exit("usage: python3 client.py X|Y [server-ip]")
    letter = sys.argv[1].upper()
    host = sys.argv[2] if len(sys.argv) > 2 else HOST

    reader, writer = await asyncio.open_connection(host, PORT)
    print("connected, waiting for the other client ...")
    # the server sends {"type": "start"} as soon as both are connected
    start = await read_msg(reader)
    assert start["type"] == "start"

    name = input("Your name: ")
    msg = {"type": "msg", "client": letter, "name": name}
    writer.write(pack(msg))
    await writer.drain()
    print("sent:", msg)

    # acknowledgement
    ack = await read_msg(reader)
    print("received:", ack["text"])
    writer.close()


asyncio.run(main())

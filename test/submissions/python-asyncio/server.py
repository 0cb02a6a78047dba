"""Server: asyncio, with a task for each client.

Multithreading, or tasks as here, is needed because a server that waits for one client cannot
notice that the other has spoken. The event loop waits for both at once; each task notes what its
client said in one list, which is in the order in which the messages came.
"""
import asyncio
import socket

received = []


async def receive(loop, connection):
    """Wait for the message of one client, and note it."""
    text = (await loop.sock_recv(connection, 1024)).decode()
    print("From client:", text)
    received.append(text)


async def main():
    """Accept both clients, wait for both at once, and answer both."""
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("", 12000))
    listener.setblocking(False)
    connections = []
    while len(connections) < 2:
        connection, address = await loop.sock_accept(listener)
        connections.append(connection)
    await asyncio.gather(*(receive(loop, one) for one in connections))
    answer = received[0] + " received before " + received[1]
    for one in connections:
        await loop.sock_sendall(one, answer.encode())
        one.close()
    print("Sent acknowledgment:", answer)


asyncio.run(main())

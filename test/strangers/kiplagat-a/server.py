# Name: Faith Kiplagat
# Course: CST 311
# Assignment 2: server
#
# Explanation: multithreading is needed because the server must listen to 2 clients at the same time.
# If the server is not multithreaded it will block on recv() for the first client and the second client has to
# wait, even when the second client's message is sent first. With threads each client has its own recv() and the
# results can be shared with the main thread. I use ThreadPoolExecutor because the futures give me a
# clean way to share the result between the threads.

import socket
from concurrent.futures import ThreadPoolExecutor, as_completed

HOST = ''        # all interfaces
PORT = 6789


# This function runs in a thread of the pool, it gets the message from one client
def handle_client(conn, addr):
    message = conn.recv(1024).decode()
    print("Message received from", addr, ":", message)
    return conn, message


def main():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HOST, PORT))
    server.listen(2)
    print("Server started, waiting for clients X and Y ...")

    # pool with 2 threads, one for each client
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = []
        # accept the 2 clients and give each one to a thread
        while len(futures) < 2:
            conn, addr = server.accept()
            print("Connected to", addr)
            futures.append(pool.submit(handle_client, conn, addr))

        # as_completed gives the futures in the order they finish,
        # so the first one is the client whose message was received first
        finished = []
        for f in as_completed(futures):
            finished.append(f.result())

    first = finished[0][1]
    second = finished[1][1]
    reply = first + " received before " + second

    # send the acknowledgement to both clients
    for conn, message in finished:
        conn.send(reply.encode())
        print("Sent to client", message[0], ":", reply)
        conn.close()

    server.close()


main()

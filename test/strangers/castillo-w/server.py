# Assignment 2 Server
# Names: Maria Castillo, Kevin Tran, Aaron W.
# Date: 2/9/2021
#
# Multithreading explanation:
# We need multithreading because the server needs to be able to recieve from
# client X and client Y at the same time without one blocking the other. If it was
# single threaded the recv from client X would block and client Y could not
# send its message until X was done. We used a thread pool with two
# workers, one for each client, and the threads share their results with
# the main thread with futures.

import socket
from concurrent.futures import ThreadPoolExecutor

HOST = '0.0.0.0'
PORT = 13000


# this is what the threads do, it waits for message of the client
# and returns it to the main thread
def receiveMessage(connection, number):
    message = connection.recv(1024).decode()
    print('Message recieved from connection', number, '->', message)
    return message


def main():
    # create TCP socket
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((HOST, PORT))
    s.listen(5)
    print('Server started, waiting for clients...')

    # accept both clients first
    conn1, addr1 = s.accept()
    print('First client connected:', addr1)
    conn2, addr2 = s.accept()
    print('Second client connected:', addr2)

    # start both threads
    messages = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = [pool.submit(receiveMessage, conn1, 1),
                   pool.submit(receiveMessage, conn2, 2)]
        # when a thread is done put the message in the list, so list is
        # in the order the messages are recieved
        for future in futures:
            messages.append(future.result())

    # make the response and send to both
    response = messages[0] + ' received before ' + messages[1]
    print('Sending to both clients:', response)
    conn1.send(response.encode())
    conn2.send(response.encode())

    # close connections
    conn1.close()
    conn2.close()
    s.close()


main()

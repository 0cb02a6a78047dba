"""
Luc Dubois
CST311 PA2 server

Multithreading: We need multithreading because the server has to talk with two
clients at the same time. Each client gets its own thread so one client does not
have to wait for the other, and the threads share a list to know the order.
"""
import socket
import threading

HOST = '10.0.0.1'   # h1
PORT = 5555

order = []                  # shared list of the messages


def client_thread(conn, number):
    """receive the message of one client and store it in the list"""
    data = conn.recv(2048).decode('utf-8')
    print('Thread', number, 'received:', data)
    order.append(data)


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((HOST, PORT))
    s.listen(5)
    print('Waiting for clients on', HOST, PORT)

    # first accept the two clients
    connections = []
    for i in range(2):
        conn, addr = s.accept()
        print('Connected to:', addr[0], ':', addr[1])
        connections.append(conn)

    # now start the threads to receive the messages
    number = 0
    for conn in connections:
        number += 1
        t = threading.Thread(target=client_thread, args=(conn, number))
        t.start()
        t.join()      # wait for thread to be finished

    # build the answer from the list, in the order of receipt
    answer = '{} received before {}'.format(order[0], order[1])
    print('Answer to clients:', answer)

    # send it to everybody
    for conn in connections:
        conn.sendall(answer.encode('utf-8'))
        conn.close()
    s.close()


if __name__ == '__main__':
    main()

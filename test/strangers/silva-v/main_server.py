'''
main_server.py  (Mateus Silva)

Reason for multithreading: two clients -> two blocking recv calls. We want to wait
in both at once and take note which one came back first. That is only possible if
each recv has its own thread. `results` is the memory shared by the threads.
'''
from socket import socket, AF_INET, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

SERVER_PORT = 15000
CHAT_PORT = 15001

results = []
results_lock = Lock()


def wait_message(client):
    '''Runs in a pool thread. Waits for the message of one client.'''
    conn, address = client
    text = conn.recv(512).decode()
    with results_lock:
        results.append((text, conn, address))
        print('Received from', address[0], ':', text)


def accept_two(listener):
    '''Both clients are accepted before anything is received.'''
    found = []
    for number in (1, 2):
        found.append(listener.accept())
        print('Client', number, 'connected')
    return found


def main():
    listener = socket(AF_INET, SOCK_STREAM)
    listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    listener.bind(('', SERVER_PORT))
    listener.listen(2)
    print('Server started')
    clients = accept_two(listener)
    with ThreadPoolExecutor(max_workers=2) as pool:
        pool.map(wait_message, clients)

    ack = results[0][0] + ' received before ' + results[1][0]
    # where is X? its address is given to the clients for the chat
    x_address = [r[2][0] for r in results if r[0].startswith('X')][0]
    for text, conn, address in results:
        conn.sendall((ack + '\n' + x_address + ' ' + str(CHAT_PORT) + '\n').encode())
        print('Sent to', text, ':', ack)
        conn.close()
    listener.close()


main()

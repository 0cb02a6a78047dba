"""Piotr Kowalski, CST 311 hw 2, server

Multithreading is required here since receiving is blocking. The server has to
receive from both clients at once to be fair, otherwise the one it asks first
would always win. Each thread stamps the message with a number from a shared
counter.
"""
import socket
import threading

counter = 0
stamps = {}                    # number -> message
guard = threading.Lock()


def take_message(sock):
    """Receive a message and give it the next number."""
    global counter
    text = sock.recv(1000).decode()
    with guard:
        counter += 1
        stamps[counter] = text
    print("got message number", counter)


def chat_message(source, target):
    """Extra credit. Receive the chat message of one, send to the other."""
    text = source.recv(1000).decode()
    target.send(text.encode())
    print("relayed a chat message")


def both(func, args1, args2):
    """Run func for both clients in parallel."""
    t1 = threading.Thread(target=func, args=args1)
    t2 = threading.Thread(target=func, args=args2)
    t1.start(); t2.start()
    t1.join(); t2.join()


def main():
    welcome = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    welcome.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    welcome.bind(("0.0.0.0", 8311))
    welcome.listen(2)
    print("waiting for clients")
    one, _ = welcome.accept()
    two, _ = welcome.accept()
    print("both clients are connected")

    both(take_message, (one,), (two,))

    ack = stamps[1] + " received before " + stamps[2]
    one.send(ack.encode())
    two.send(ack.encode())
    print("acknowledgement is sent")

    # chat
    both(chat_message, (one, two), (two, one))
    # terminate both
    one.close()
    two.close()
    welcome.close()


main()

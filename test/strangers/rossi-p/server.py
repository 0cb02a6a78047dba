'''
Giulia Rossi and Tom Becker  (pair programming)
CST 311 assignment 2: server with extra credit

Why multithreading?
  Giulia: because the server must listen to 2 clients at the same time and recv() blocks.
  Tom:    and because for the chat each client can write whenever he wants, so for each
          of them somebody (a thread) must be waiting all the time.
'''
import socket, threading, sys

HOST, PORT = '0.0.0.0', 50007

# ---------- shared data ----------
conns = {}                      # 'X' -> socket, 'Y' -> socket
arrived = []                    # (letter, text) in order of arrival
arrivedLock = threading.Lock()
both_messages = threading.Barrier(2)   # threads meet here after the first message


def other(letter):
    ''' the letter of the partner '''
    return 'Y' if letter == 'X' else 'X'


# --- part of Giulia -------------------------------------------------
def send_line(letter, text):
    ''' send one line to one client and print it '''
    conns[letter].sendall((text + '\n').encode())
    print('SERVER -> %s: %s' % (letter, text))


def first_round(letter, lines):
    ''' receive the first message, and answer who was first '''
    text = next(lines).strip()
    with arrivedLock:           # append and print must not be mixed with the other thread
        arrived.append((letter, text))
        print('%s -> SERVER: %s' % (letter, text))
    both_messages.wait()        # until the other one has sent also
    (l1, t1), (l2, t2) = arrived
    send_line(letter, '%s: %s received before %s: %s' % (l1, t1, l2, t2))


# --- part of Tom ----------------------------------------------------
def chatLoop(letter, lines):
    # relay everything to the partner until Bye
    for raw in lines:
        txt = raw.strip()
        print('%s -> SERVER: %s' % (letter, txt))
        try:
            send_line(other(letter), letter + ': ' + txt)
        except OSError:
            break
        if txt == 'Bye':
            break
    # terminate BOTH connections (shutdown wakes up the other thread)
    for c in conns.values():
        try:
            c.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        c.close()


def clientThread(letter):
    lines = conns[letter].makefile('r')
    try:
        first_round(letter, lines)
        chatLoop(letter, lines)
    except (StopIteration, threading.BrokenBarrierError, OSError):
        both_messages.abort()
    print('thread of', letter, 'ends')


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((HOST, PORT))
    s.listen(2)
    # accept two clients, first is called X and second is called Y
    for letter in 'XY':
        c, a = s.accept()
        conns[letter] = c
        print('client', letter, 'is', a)
    # tell them their names, now they may write
    for letter in 'XY':
        send_line(letter, 'You are ' + letter)
    ts = [threading.Thread(target=clientThread, args=(letter,)) for letter in 'XY']
    for t in ts: t.start()
    for t in ts: t.join()
    s.close()


if __name__ == '__main__':
    main()

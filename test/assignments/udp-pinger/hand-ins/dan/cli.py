# cli.py - asks for a server, throws ten pings at it and looks what comes back
# run: python3 cli.py   (then type host and port; on mininet the host is 10.0.0.1)

import socket
import time

# asks the user for something, just pressing enter takes the default
def ask(what, default):
    a = input('%s [%s]? ' % (what, default)).strip()
    return a or default

# sends ping number n, gives back how many seconds the answer took
# (raises socket.timeout if none came in one second)
def ping(s, dest, n):
    text = 'Ping %d %s' % (n, time.ctime())
    t0 = time.time()
    s.sendto(text.encode(), dest)
    while True:
        left = t0 + 1 - time.time()
        if left <= 0:
            raise socket.timeout
        s.settimeout(left)
        back = s.recv(1024)
        t1 = time.time()
        if back.decode('utf-8', 'replace') == text.upper():
            return t1 - t0
        # something old, ignore it

# prints the little table at the end
def report(times, n):
    gone = n - len(times)
    print('-' * 34)
    if times:
        print('fastest      %.6f s' % min(times))
        print('slowest      %.6f s' % max(times))
        print('on average   %.6f s' % (sum(times) / len(times)))
    print('packet loss  %d%% (%d went missing)' % (round(gone * 100 / n), gone))
    print('-' * 34)

# everything together
def main():
    host = ask('which host', 'localhost')
    port = int(ask('which port', '12001'))
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    times = []
    for n in range(1, 11):
        try:
            t = ping(s, (host, port), n)
            times.append(t)
            print('#%02d  -> back after %.6f s' % (n, t))
        except socket.timeout:
            print('#%02d  -> Request timed out :-(' % n)
        else:
            time.sleep(1)    # a timeout has already taken its second
    report(times, 10)

main()

# Multithreading is required because the arrival times T_X and T_Y are two random
# variables whose order is unknown a priori. A single thread would have to commit to
# which socket it blocks on; the observed T of the second socket would then be
# censored (we'd only know it was "some time before we looked"). With one thread per
# socket each arrival is observed when it takes place.
#
# Model:
#    n = 2 clients, observation = (t, id, message), t from the monotonic clock
#    statistic of interest: argmin(t)
#
# S. Brahmachari, CST311

import threading, time
from socket import *

n = 2
port = 12311
obs = []                    # the sample
obs_lock = threading.Lock() # the sample is shared by n threads

S = socket(AF_INET, SOCK_STREAM)
S.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
S.bind(('', port))
S.listen(n)
print("Waiting for", n, "clients on port", port)

# Stage 1: recruit both subjects before any measurement is made
conns = []
for i in range(n):
    c, a = S.accept()
    conns.append(c)
    print("client", i + 1, "of", n, "connected from", a)
t0 = time.monotonic_ns()    # origin of the time axis
print("both connected, measurement starts")

# Stage 2: measure. One thread per connection
def observe(c):
    m = c.recv(2048).decode()
    t = time.monotonic_ns() - t0
    # message looks like "X: Alice"
    with obs_lock:
        obs.append((t, m))
    print("received  %-20s  t = %.6f s" % (m, t / 1e9))

th = [threading.Thread(target=observe, args=(c,)) for c in conns]
for x in th: x.start()
for x in th: x.join()

# Stage 3: inference. Order statistics t_(1) < t_(2)
obs.sort()
(t1, m1), (t2, m2) = obs
answer = m1 + " received before " + m2

# Stage 4: report to all subjects
for c in conns:
    c.send(answer.encode())
print("sent to both:", answer)
print("difference t_(2) - t_(1) = %.6f s" % ((t2 - t1) / 1e9))
for c in conns: c.close()
S.close()

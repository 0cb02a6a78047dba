# Client Y. Waits a random time (exponential with mean 3 s) and then sends "Y: Bob".
# The wait is drawn so that the two clients have the same chance to be first,
# independent of which terminal I start first.
import random, time
from socket import *

label, name = "Y", "Bob"
lam = 1 / 3.0

s = socket(AF_INET, SOCK_STREAM)
s.connect(("10.0.0.1", 12311))
w = random.expovariate(lam)
print("connected; sending after %.2f s" % w)
time.sleep(w)
msg = label + ": " + name
s.send(msg.encode())
print("sent:", msg)
# the answer comes when the other client has sent too
print("from server:", s.recv(2048).decode())
s.close()

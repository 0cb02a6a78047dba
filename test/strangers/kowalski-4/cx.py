import random
import time
from socket import *

c = socket()
c.connect(('10.0.0.1', 2222))
time.sleep(random.uniform(1, 6))
m = 'X: Alice'
c.send(m.encode())
print('out', m)
print('in', c.recv(200).decode())

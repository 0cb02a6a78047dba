#!/usr/bin/env python
# coding: utf-8

# # CST311 - Assignment 2 - Server
# Erik Lindqvist
# 
# **Why multithreading?** I have two clients and `recv()` is blocking, so if I call it on client X's socket first
# I can not notice that Y was earlier. With a thread for each connection both recv's run at the same time.

# In[1]:


import socket
import time
import threading
from collections import OrderedDict


# ## Parameters

# In[2]:


HOST = ''          # all interfaces
PORT = 12345
N_CLIENTS = 2


# ## Shared data
# `received` maps client -> message in order of arrival. `times` is only for the table in the end.

# In[3]:


received = OrderedDict()
times = {}
lock = threading.Lock()


# In[4]:


def handle(conn, i):
    """Wait for the message 'X: Alice' of one connection, and put it in the dict"""
    raw = conn.recv(2048).decode()
    # split off the label
    label, msg = raw.split(': ', 1)
    with lock:
        times[label] = time.perf_counter()
        received[label] = msg
    print(f'thread {i}: received "{raw}"')


# ## Accept both, only then start the threads

# In[5]:


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(N_CLIENTS)
print('Waiting for', N_CLIENTS, 'clients')
conns = []
for i in range(N_CLIENTS):
    c, addr = s.accept()
    print('connected', addr)
    conns.append(c)


# In[6]:


threads = [threading.Thread(target=handle, args=(c, i)) for i, c in enumerate(conns)]
_ = [t.start() for t in threads]
_ = [t.join() for t in threads]


# ## Result

# In[7]:


(l1, m1), (l2, m2) = received.items()     # insertion order == arrival order
answer = f'{l1}: {m1} received before {l2}: {m2}'
for c in conns:
    c.sendall(answer.encode())
print('sent to both:', answer)


# In[8]:


# sanity check, how far apart were they?
print('dt = %.6f s' % (times[l2] - times[l1]))
for c in conns:
    c.close()
s.close()


# In[ ]:





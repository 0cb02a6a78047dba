#!/usr/bin/env python
# coding: utf-8

# # Client Y

# In[1]:


import socket

SERVER = '10.0.0.1'   # h1 in mininet, change if you run it in one machine
PORT = 12345
LABEL = 'Y'
MESSAGE = 'Bob'


# In[2]:


# connect (TCP handshake)
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((SERVER, PORT))


# In[3]:


# without the pause I would have no time to start the cells in the other order :)
input('press enter to send ')
text = LABEL + ': ' + MESSAGE
s.sendall(text.encode())
print('sent    :', text)


# In[4]:


# the acknowledgement
print('received:', s.recv(2048).decode())
s.close()


# In[ ]:





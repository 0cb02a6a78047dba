from socket import *
from threading import *

# setup
serverPort = 12345
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(("", serverPort))
serverSocket.listen(2)
print("Server is up")

msgs = []
conns = []

def handle(conn, n):
    m = conn.recv(1024).decode()
    print("Got: " + m)
    msgs.append(m)

threads = []
n = 0
while n < 2:
    conn, addr = serverSocket.accept()
    print("Connection from " + str(addr))
    conns.append(conn)
    t = Thread(target=handle, args=(conn, n))
    t.start()
    threads.append(t)
    n = n + 1

for t in threads:
    t.join()

response = msgs[0] + " received before " + msgs[1]
for c in conns:
    c.send(response.encode())
    c.close()
print("Sent: " + response)
serverSocket.close()

# Tyler Brooks
# Multithreading is needed so that the server can receive from client X and client Y at the same
# time. Each client has a thread which waits for messages and passes them on.
import socket
import threading

clients = []
names = ['X', 'Y']

# send message to the other client
def broadcast(message, sender):
    for c in clients:
        if c != sender:
            c.send(message.encode())
            print("Server sent: " + message)

def client_thread(conn, name):
    while True:
        try:
            message = conn.recv(2048).decode()
            if message:
                print(name + " sent: " + message)
                # acknowledge to the sender
                conn.send(("Server received your message: " + message).encode())
                print("Server sent: Server received your message: " + message)
                # relay to the other client
                broadcast(name + ": " + message, conn)
                if message == "Bye":
                    conn.close()
                    clients.remove(conn)
                    break
            else:
                break
        except:
            break

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('', 5555))
server.listen(2)
print("Waiting for X and Y")
# wait for 2 clients
while len(clients) < 2:
    conn, addr = server.accept()
    clients.append(conn)
    print(addr[0] + " connected as " + names[len(clients) - 1])

# now start threads
# TODO: figure out who sent first
for i in range(2):
    threading.Thread(target=client_thread, args=(clients[i], names[i])).start()

# CST 311 PA2
# Integrantes: Marco Gutierrez, Daniela Rios
# Servidor que recibe de dos clientes usando hilos
#
# We need the multithreading becouse the server have to attend two clients in the same time,
# if is only one thread the recv() of the first client block all the program and the other
# client can not be listen until the first one write. With the threads each client have his
# own recv and we can know who write first.

import socket
import threading

HOST = ''
PORT = 9090

mensajes = []                  # compartido
clientes = []
mutex = threading.Lock()


def hilo_cliente(conn):
    # recibir el mensaje del cliente
    dato = conn.recv(1024).decode()
    mutex.acquire()
    mensajes.append(dato)
    if len(mensajes) == 1:
        print("Primer mensaje: " + dato)
    else:
        print("Segundo mensaje: " + dato)
    mutex.release()


servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
servidor.bind((HOST, PORT))
servidor.listen(2)
print("Esperando clientes...")

# aceptar los dos clientes
for i in range(2):
    conn, addr = servidor.accept()
    print("Cliente conectado " + str(addr))
    clientes.append(conn)

# crear los hilos
hilos = []
for conn in clientes:
    h = threading.Thread(target=hilo_cliente, args=(conn,))
    h.start()
    hilos.append(h)
for h in hilos:
    h.join()

# el primero que escribio es X y el segundo es Y
respuesta = "X: " + mensajes[0] + " received before Y: " + mensajes[1]
for conn in clientes:
    conn.send(respuesta.encode())
print("Enviado: " + respuesta)

# ---- EXTRA CREDIT ----
# el primer cliente le escribe al segundo
# TODO: falta que el segundo le conteste al primero, no nos dio tiempo
while True:
    dato = clientes[0].recv(1024).decode()
    if dato == "Bye" or dato == "":
        break
    print("Chat: " + dato)
    clientes[1].send(dato.encode())

clientes[0].close()
clientes[1].close()
servidor.close()

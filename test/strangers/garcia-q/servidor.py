# -*- coding: utf-8 -*-
# Tarea 2 - Redes - Lucia Garcia
# Usamos multithreading porque el servidor tiene que atender a varios clientes
# a la vez. Con un solo hilo el servidor solo puede atender a un cliente y el
# otro se queda esperando hasta que el primero termina.

import socket
import threading

HOST = '10.0.0.1'
PUERTO = 5555

mensajes = []      # lista compartida entre los hilos


def recibir(conexion, numero):
    # cada hilo recibe el mensaje de su cliente
    dato = conexion.recv(2048).decode('utf-8')
    mensajes.append(dato)
    print('Mensaje recibido del cliente', numero, '->', dato)


servidor = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
servidor.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
servidor.bind((HOST, PUERTO))
servidor.listen(5)
print('Servidor listo...')

# primero aceptamos los dos clientes
con1, dir1 = servidor.accept()
print('Cliente 1 conectado', dir1)
con2, dir2 = servidor.accept()
print('Cliente 2 conectado', dir2)

# creamos los hilos
hilo1 = threading.Thread(target=recibir, args=(con1, 1))
hilo2 = threading.Thread(target=recibir, args=(con2, 2))

# hilo del cliente 1
hilo1.start()
hilo1.join()
# hilo del cliente 2
hilo2.start()
hilo2.join()

# respuesta para los dos
respuesta = mensajes[0] + ' received before ' + mensajes[1]
con1.sendall(respuesta.encode('utf-8'))
con2.sendall(respuesta.encode('utf-8'))
print('Enviado a los clientes:', respuesta)

con1.close()
con2.close()
servidor.close()

# -*- coding: utf-8 -*-
# Cliente X
import socket

HOST = '10.0.0.1'      # direccion del servidor (h1)
PUERTO = 5555

cliente = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cliente.connect((HOST, PUERTO))     # se conecta al servidor

# leer el nombre del teclado
nombre = input('Cliente X, escribe tu nombre: ')
mensaje = 'X: ' + nombre
cliente.sendall(mensaje.encode('utf-8'))
print('Enviado:', mensaje)

# esperar la respuesta
respuesta = cliente.recv(2048).decode('utf-8')
print('Recibido del servidor:', respuesta)
cliente.close()

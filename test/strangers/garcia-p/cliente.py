#!/usr/bin/env python3
# Cliente (sirve para X y para Y)
# uso: python3 cliente.py X [ip]
import socket
import sys

letra = sys.argv[1].upper()
ip = sys.argv[2] if len(sys.argv) > 2 else '10.0.0.1'

# conectar con el servidor por TCP
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, 6789))
print("Cliente", letra, "conectado")

mensaje = input("Escribe tu mensaje: ")
s.sendall((letra + '|' + mensaje).encode())
print("Enviado:", mensaje)

# esperar la respuesta del servidor
print("Respuesta del servidor:", s.recv(2048).decode())
s.close()

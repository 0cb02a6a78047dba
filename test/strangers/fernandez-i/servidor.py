# CST 311 Tarea 2
# Lucia Fernandez
# Servidor TCP para dos clientes
#
# Multithreading is needed so that the server can serve to the two clients at the same time
# and not one after the other.

from socket import *
import threading

PUERTO = 5050
mensajes = {}          # letra -> mensaje
orden = []             # letras en el orden que llegan
conexiones = []


def atender(conexion, letra):
    # recibe el mensaje de un cliente
    texto = conexion.recv(2048).decode()
    mensajes[letra] = texto
    orden.append(letra)
    print("Mensaje recibido de", letra, ":", texto)


servidor = socket(AF_INET, SOCK_STREAM)
servidor.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
servidor.bind(("", PUERTO))
servidor.listen(2)
print("Servidor listo en el puerto", PUERTO)

# aceptar los dos clientes primero
for letra in "XY":
    c, direccion = servidor.accept()
    print("Cliente", letra, "conectado", direccion)
    conexiones.append((c, letra))

# un hilo para cada cliente
for c, letra in conexiones:
    hilo = threading.Thread(target=atender, args=(c, letra))
    hilo.start()
    hilo.join()      # esperar que termine el hilo

# construir la respuesta
a, b = orden
respuesta = f"{a}: {mensajes[a]} received before {b}: {mensajes[b]}"
print("Respuesta:", respuesta)
for c, letra in conexiones:
    c.send(respuesta.encode())
    c.close()
servidor.close()

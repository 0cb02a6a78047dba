# CST 311 Tarea 2 - cliente (sirve para X y para Y)
from socket import *

nombre_servidor = "10.0.0.1"
puerto = 5050

cliente = socket(AF_INET, SOCK_STREAM)
cliente.connect((nombre_servidor, puerto))   # conexion TCP

texto = input("Escriba su mensaje: ")
cliente.send(texto.encode())
print("Enviado:", texto)

# esperar la respuesta del servidor
respuesta = cliente.recv(2048)
print("Del servidor:", respuesta.decode())
cliente.close()

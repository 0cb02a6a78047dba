# Cliente Y (recibe en el chat)
# Integrantes: Marco Gutierrez, Daniela Rios
import socket

# correr el servidor en h3
HOST = '10.0.0.3'
PORT = 9090

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((HOST, PORT))
msg = input("Cliente Y mensaje: ")
s.send(msg.encode())
print("Enviado: " + msg)
print("Servidor dice: " + s.recv(1024).decode())

# EXTRA CREDIT chat, solo leer
while True:
    dato = s.recv(1024).decode()
    if dato == "":
        break
    print("X dice: " + dato)
s.close()

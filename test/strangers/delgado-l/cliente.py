import socket, sys

# uso: python3 cliente.py 10.0.0.1 X
ip = sys.argv[1]
letra = sys.argv[2]
nombres = {"X": "Alice", "Y": "Bob"}

cl = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
cl.connect((ip, 7000))
input("ENTER para enviar ")
# mandar el mensaje
cl.send((letra + ": " + nombres[letra]).encode())
# imprimir lo que contesta el servidor
print(cl.recv(1024).decode())
cl.close()

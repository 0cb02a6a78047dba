# Cliente - Tarea 2 - Lucía Ibarra
# Uso: python3 cliente.py X      (o Y; la sección del archivo tarea.ini)
import configparser
import socket
import sys
import time

if len(sys.argv) != 2:
    print("Uso: python3 cliente.py X|Y")
    sys.exit(1)
letra = sys.argv[1].upper()

cfg = configparser.ConfigParser()
cfg.read("tarea.ini")
nombre = cfg.get(letra, "nombre")
demora = cfg.getfloat(letra, "demora")      # segundos antes de enviar

s = socket.socket()
s.connect((cfg.get("servidor", "direccion"), cfg.getint("servidor", "puerto")))
print("Conectado al servidor")

# la demora permite probar el orden: X se conecta primero y envía después
time.sleep(demora)
s.sendall(f"{letra}|{nombre}".encode("utf-8"))
print("Yo envié:", f"{letra}: {nombre}")

print("El servidor dice:", s.recv(1024).decode("utf-8"))
s.close()

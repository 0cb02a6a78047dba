#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""
SERVIDOR - Tarea 2 - CST 311 - Lucia Garcia

Why multithreading (por que hilos): two clients can write in any moment and the
server must listen to the two at the same time. With only one thread, the recv() of
client X would block the program and the message of Y could not be seen
although Y wrote it before. The threads share the variables 'mensajes' and 'primero'.
"""
import socket
import threading

PUERTO = 6789
mensajes = {}                    # letra -> mensaje (compartido)
primero = None                   # letra del primero (compartido)
cerrojo = threading.Lock()       # protege lo compartido
listo = threading.Event()        # se activa cuando tenemos los dos mensajes


class HiloCliente(threading.Thread):
    """Un hilo por cada cliente conectado."""

    def __init__(self, conexion, direccion):
        threading.Thread.__init__(self)
        self.conexion = conexion
        self.direccion = direccion

    def run(self):
        global primero
        # el cliente manda  letra|mensaje
        letra, texto = self.conexion.recv(2048).decode().split('|', 1)
        with cerrojo:
            if primero is None:
                primero = letra          # llego antes que el otro
            mensajes[letra] = texto
            print("Recibido de %s: %s" % (letra, texto))
            if len(mensajes) == 2:
                listo.set()
        # esperar al otro cliente
        listo.wait()
        respuesta = "X: %s received before Y: %s" % (mensajes['X'], mensajes['Y'])
        self.conexion.sendall(respuesta.encode())
        print("Enviado a %s: %s" % (letra, respuesta))
        self.conexion.close()


def principal():
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', PUERTO))
    s.listen(2)
    print("Esperando a los clientes en el puerto", PUERTO)
    hilos = []
    # aceptar los dos clientes ANTES de recibir nada
    while len(hilos) < 2:
        con, dir = s.accept()
        print("Conectado", dir)
        hilos.append(HiloCliente(con, dir))
    for h in hilos:
        h.start()
    for h in hilos:
        h.join()
    # resultado final
    print("El primero fue el cliente", primero)
    s.close()


principal()

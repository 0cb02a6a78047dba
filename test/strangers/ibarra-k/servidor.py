# Servidor - Tarea 2 - Lucía Ibarra
#
# ¿Por qué hacen falta hilos? Porque recv() se bloquea: si el servidor espera a X
# en el único hilo, no se entera de que Y ya mandó su mensaje. Con un hilo por cliente
# los dos se escuchan a la vez, y la lista compartida guarda el orden de llegada.

import configparser
import socket
import threading


class HiloCliente(threading.Thread):
    """Un hilo por cliente. Recibe un mensaje, lo apunta y responde cuando están los dos."""

    llegadas = []                        # compartida entre los hilos
    candado = threading.Condition()      # protege la lista y avisa a los demás

    def __init__(self, conexion, direccion):
        super().__init__()
        self.conexion = conexion
        self.direccion = direccion

    def run(self):
        # formato del cliente:  letra|nombre
        letra, nombre = self.conexion.recv(1024).decode("utf-8").split("|", 1)
        print(f"[recibido] {letra}: {nombre}   ({self.direccion[0]})")
        with HiloCliente.candado:
            HiloCliente.llegadas.append(f"{letra}: {nombre}")
            HiloCliente.candado.notify_all()
            # esperar hasta que haya dos mensajes
            HiloCliente.candado.wait_for(lambda: len(HiloCliente.llegadas) == 2)
        primero, segundo = HiloCliente.llegadas
        respuesta = f"{primero} received before {segundo}"
        self.conexion.sendall(respuesta.encode("utf-8"))
        print(f"[enviado a {letra}] {respuesta}")
        self.conexion.close()


def principal():
    # leer la configuración
    cfg = configparser.ConfigParser()
    cfg.read("tarea.ini")
    puerto = cfg.getint("servidor", "puerto")

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as oyente:
        oyente.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        oyente.bind(("", puerto))
        oyente.listen()
        print("Esperando a los dos clientes en el puerto", puerto)
        hilos = []
        while len(hilos) < 2:
            con, dir = oyente.accept()
            print("Conectado:", dir[0])
            hilos.append(HiloCliente(con, dir))
        # los hilos empiezan solo cuando los dos clientes están conectados
        for h in hilos:
            h.start()
        for h in hilos:
            h.join()
    print("Listo.")


if __name__ == "__main__":
    principal()

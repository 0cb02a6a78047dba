import socket, threading, time

# variables globales
mensajes = []
conectados = 0
respuesta = ""

# atiende a un cliente
def atender(con):
    global conectados, respuesta
    # esperar hasta que esten los dos clientes
    while conectados < 2:
        time.sleep(0.05)
    datos = con.recv(1024).decode().strip()
    mensajes.append(datos)
    print("Recibido:", datos)
    # esperar el otro mensaje
    while len(mensajes) < 2:
        time.sleep(0.05)
    # mensajes[0] llego primero
    respuesta = mensajes[0] + " received before " + mensajes[1]
    con.send(respuesta.encode())
    print("Enviado:", respuesta)
    con.close()

srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
srv.bind(("0.0.0.0", 7000))
srv.listen(2)
print("Servidor listo en puerto 7000")

# aceptar dos conexiones, un hilo para cada una
while conectados < 2:
    con, dir = srv.accept()
    hilo = threading.Thread(target=atender, args=(con,))
    hilo.start()
    conectados = conectados + 1
    print("Cliente conectado", dir, "total:", conectados)

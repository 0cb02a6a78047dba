#  TCPMultiServer.py
#  CST 311 - Programming Assignment 2
#  Equipo 4: Lucia Romero / Jose Castillo
#
#  Por que necesitamos multithreading? / Why we need multithreading:
#  La llamada recv() es bloqueante: si el servidor lee primero del cliente X y X tarda
#  en escribir, el servidor se queda parado ahi y nunca se entera que Y ya mando su mensaje.
#  Con un hilo para cada cliente los dos recv() esperan al mismo tiempo, y el hilo que
#  despierta primero es el del mensaje que llego primero. Los hilos comparten la lista
#  "mensajes" asi que el orden de la lista es el orden de llegada (y no el de conexion).
#  In English: with only one thread the server would always read the clients in a fixed
#  order, with 2 threads it can read whoever speaks first.

from socket import *
import threading

serverPort = 12000

mensajes = []                  # compartida entre los hilos, en orden de llegada
candado = threading.Lock()     # para que no escriban los dos a la vez


# esta funcion la corre cada hilo
def atender(connectionSocket):
    sentence = connectionSocket.recv(1024).decode()
    candado.acquire()
    mensajes.append(sentence)
    print('Recibido del cliente -> ' + sentence)
    candado.release()


serverSocket = socket(AF_INET, SOCK_STREAM)        # TCP
serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
serverSocket.bind(('', serverPort))
serverSocket.listen(2)
print('The server is ready to receive')

# primero aceptamos a los DOS clientes, todavia no leemos nada
connectionSocket1, addr1 = serverSocket.accept()
print('Primera conexion desde', addr1)
connectionSocket2, addr2 = serverSocket.accept()
print('Segunda conexion desde', addr2)

# ahora si, un hilo por cada uno
hilo1 = threading.Thread(target=atender, args=(connectionSocket1,))
hilo2 = threading.Thread(target=atender, args=(connectionSocket2,))
hilo1.start()
hilo2.start()
# esperamos a que los dos terminen
hilo1.join()
hilo2.join()

# el [0] llego antes que el [1]
respuesta = mensajes[0] + ' received before ' + mensajes[1]

# acuse de recibo para los dos
connectionSocket1.send(respuesta.encode())
connectionSocket2.send(respuesta.encode())
print('Enviado a los dos clientes -> ' + respuesta)

connectionSocket1.close()
connectionSocket2.close()
serverSocket.close()
print('Listo, adios')

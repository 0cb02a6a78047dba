# Cliente Y: o nome a enviar vem do config.ini, mas pode ser outro (Enter = valor do ficheiro)
import socket
from protocolo import SERVIDOR, PORTA, PADRAO, enviar, receber

sock = socket.create_connection((SERVIDOR, PORTA))
print("Cliente Y ligado a", SERVIDOR)

nome = input("Mensagem [%s]: " % PADRAO["y"]) or PADRAO["y"]
enviar(sock, "Y: " + nome)
print("enviado:", nome)

print("resposta do servidor:", receber(sock))
sock.close()
